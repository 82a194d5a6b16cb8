"""The Azure SDK for Python, unmodified: creates, imports, merges and downloads certificates.

Prints one line for each step that worked; ends with an exception at the first that did not.
"""

import base64
import os
import subprocess
import sys
import tempfile

from azure.identity import ClientSecretCredential
from azure.keyvault.certificates import (
    CertificateClient,
    CertificatePolicy,
    WellKnownIssuerNames,
)
from azure.keyvault.secrets import SecretClient

VAULT = "https://contoso-prod.vault.azure.net"

credential = ClientSecretCredential(
    os.environ["AZURE_TENANT_ID"],
    os.environ["AZURE_CLIENT_ID"],
    os.environ["AZURE_CLIENT_SECRET"],
)
certificates = CertificateClient(VAULT, credential)
secrets = SecretClient(VAULT, credential)
folder = tempfile.mkdtemp()


def openssl(*arguments, data=None):
    done = subprocess.run(
        ["openssl", *arguments], input=data, capture_output=True, check=True, cwd=folder
    )
    return done.stdout


def step(what):
    print(what)
    sys.stdout.flush()


made = certificates.begin_create_certificate(
    "python-made",
    CertificatePolicy(WellKnownIssuerNames.self, subject="CN=python.contoso.example"),
).result()
assert b"python.contoso.example" in openssl(
    "x509", "-inform", "DER", "-noout", "-subject", data=bytes(made.cer)
)
step("create")

openssl(
    *"req -x509 -newkey rsa:2048 -nodes -keyout k.pem -out c.pem -days 30 -subj /CN=brought".split()
)
openssl(*"pkcs12 -export -in c.pem -inkey k.pem -out b.pfx -passout pass:secret".split())
with open(os.path.join(folder, "b.pfx"), "rb") as file:
    brought = certificates.import_certificate(
        "python-brought", file.read(), password="secret"
    )
assert bytes(brought.cer) == openssl(*"x509 -in c.pem -outform DER".split())
step("import")

certificates.begin_create_certificate(
    "python-merged",
    CertificatePolicy(WellKnownIssuerNames.unknown, subject="CN=merged"),
)
csr = certificates.get_certificate_operation("python-merged").csr
with open(os.path.join(folder, "r.der"), "wb") as file:
    file.write(bytes(csr))
openssl(
    *"x509 -req -inform DER -in r.der -CA c.pem -CAkey k.pem -CAcreateserial -days 9 -out m.pem".split()
)
leaf = openssl(*"x509 -in m.pem -outform DER".split())
merged = certificates.merge_certificate("python-merged", [leaf])
assert bytes(merged.cer) == leaf
step("merge")

pfx = base64.b64decode(secrets.get_secret("python-brought").value)
with open(os.path.join(folder, "out.pfx"), "wb") as file:
    file.write(pfx)
key = openssl(*"pkcs12 -in out.pfx -nodes -nocerts -passin pass:".split())
modulus = "rsa -noout -modulus".split()
assert openssl(*modulus, data=key) == openssl(*modulus, "-in", "k.pem")
step("download")
