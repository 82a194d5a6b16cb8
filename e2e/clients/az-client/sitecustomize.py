"""Gives Debian's Azure CLI (2.45.0) the library that its package lacks.

Its commands for secrets and certificates need `azure-keyvault` 1.1.0, which Debian does not ship: they end with
"No module named 'azure.keyvault.v7_0'" before they read an argument. Debian does ship that library's successor,
generated from the same description of the same interface. Python loads this file by itself when its folder is on
PYTHONPATH; it answers the imports with the old names over the successor's client. The commands, their arguments,
their checks and the requests remain Microsoft's; only the names of methods are carried over here.
"""

import importlib.abc
import importlib.machinery
import importlib.util
import sys
import types

PACKAGE = "azure.keyvault"
GENERATED = "azure.keyvault.certificates._generated"


def successor():
    """The class that Debian ships, with the old constructor and the old, flat parameters."""
    from azure.core.pipeline.policies import SansIOHTTPPolicy
    from azure.keyvault.certificates._generated._key_vault_client import (
        KeyVaultClient as Generated,
    )
    from azure.keyvault.certificates._generated.v7_0 import models

    class KeyVaultAuthentication(SansIOHTTPPolicy):
        def __init__(self, authorization_callback):
            super().__init__()
            self.callback = authorization_callback

        def on_request(self, request):
            scheme, token = self.callback(None, "https://vault.azure.net", None)[:2]
            request.http_request.headers["Authorization"] = f"{scheme} {token}"

    def policy_of(policy):
        if isinstance(policy, dict):
            return models.CertificatePolicy.from_dict(policy)
        return policy

    # The CLI hands more to each method than it takes: `operation_config` swallows it, as it always did.
    class KeyVaultClient:
        def __init__(self, credentials, api_version=None):
            self._new = Generated(api_version="7.0", authentication_policy=credentials)

        def create_certificate(
            self, vault_base_url, certificate_name, certificate_policy=None,
            certificate_attributes=None, tags=None, **operation_config
        ):
            parameters = models.CertificateCreateParameters(
                certificate_policy=policy_of(certificate_policy),
                certificate_attributes=certificate_attributes,
                tags=tags,
            )
            return self._new.create_certificate(vault_base_url, certificate_name, parameters)

        def import_certificate(
            self, vault_base_url, certificate_name, base64_encoded_certificate, password=None,
            certificate_policy=None, certificate_attributes=None, tags=None, **operation_config
        ):
            parameters = models.CertificateImportParameters(
                base64_encoded_certificate=base64_encoded_certificate,
                password=password,
                certificate_policy=policy_of(certificate_policy),
                certificate_attributes=certificate_attributes,
                tags=tags,
            )
            return self._new.import_certificate(vault_base_url, certificate_name, parameters)

        def update_certificate(
            self, vault_base_url, certificate_name, certificate_version,
            certificate_policy=None, certificate_attributes=None, tags=None, **operation_config
        ):
            parameters = models.CertificateUpdateParameters(
                certificate_policy=policy_of(certificate_policy),
                certificate_attributes=certificate_attributes,
                tags=tags,
            )
            return self._new.update_certificate(
                vault_base_url, certificate_name, certificate_version, parameters
            )

        def merge_certificate(
            self, vault_base_url, certificate_name, x509_certificates,
            certificate_attributes=None, tags=None, **operation_config
        ):
            parameters = models.CertificateMergeParameters(
                x509_certificates=x509_certificates,
                certificate_attributes=certificate_attributes,
                tags=tags,
            )
            return self._new.merge_certificate(vault_base_url, certificate_name, parameters)

        def get_certificate(
            self, vault_base_url, certificate_name, certificate_version, **operation_config
        ):
            return self._new.get_certificate(vault_base_url, certificate_name, certificate_version)

        def get_certificate_operation(self, vault_base_url, certificate_name, **operation_config):
            return self._new.get_certificate_operation(vault_base_url, certificate_name)

        # The CLI sets `cancellation_requested` for a command that it does not have any more.
        def delete_certificate_operation(
            self, vault_base_url, certificate_name, cancellation_requested=None, **operation_config
        ):
            return self._new.delete_certificate_operation(vault_base_url, certificate_name)

        def delete_certificate(self, vault_base_url, certificate_name, **operation_config):
            return self._new.delete_certificate(vault_base_url, certificate_name)

        def recover_deleted_certificate(self, vault_base_url, certificate_name, **operation_config):
            return self._new.recover_deleted_certificate(vault_base_url, certificate_name)

        def purge_deleted_certificate(self, vault_base_url, certificate_name, **operation_config):
            return self._new.purge_deleted_certificate(vault_base_url, certificate_name)

        def backup_certificate(self, vault_base_url, certificate_name, **operation_config):
            return self._new.backup_certificate(vault_base_url, certificate_name)

        def restore_certificate(
            self, vault_base_url, certificate_bundle_backup, **operation_config
        ):
            parameters = models.CertificateRestoreParameters(
                certificate_bundle_backup=certificate_bundle_backup
            )
            return self._new.restore_certificate(vault_base_url, parameters)

        def get_certificate_contacts(self, vault_base_url, **operation_config):
            return self._new.get_certificate_contacts(vault_base_url)

        def set_certificate_contacts(self, vault_base_url, contact_list=None, **operation_config):
            contacts = models.Contacts(contact_list=contact_list)
            return self._new.set_certificate_contacts(vault_base_url, contacts)

        def delete_certificate_contacts(self, vault_base_url, **operation_config):
            return self._new.delete_certificate_contacts(vault_base_url)

        def get_certificate_issuer(self, vault_base_url, issuer_name, **operation_config):
            return self._new.get_certificate_issuer(vault_base_url, issuer_name)

        def set_certificate_issuer(
            self, vault_base_url, issuer_name, provider, credentials=None,
            organization_details=None, attributes=None, **operation_config
        ):
            parameters = models.CertificateIssuerSetParameters(
                provider=provider,
                credentials=credentials,
                organization_details=organization_details,
                attributes=attributes,
            )
            return self._new.set_certificate_issuer(vault_base_url, issuer_name, parameters)

        def delete_certificate_issuer(self, vault_base_url, issuer_name, **operation_config):
            return self._new.delete_certificate_issuer(vault_base_url, issuer_name)

        def get_secret(self, vault_base_url, secret_name, secret_version, **operation_config):
            return self._new.get_secret(vault_base_url, secret_name, secret_version)

    # The CLI's help is made from the methods' own descriptions.
    for name, method in vars(KeyVaultClient).items():
        if not name.startswith("_"):
            method.__doc__ = getattr(Generated, name, method).__doc__ or name
    return KeyVaultClient, KeyVaultAuthentication


def old_models():
    from azure.core.exceptions import HttpResponseError

    module = importlib.import_module(GENERATED + ".v7_0.models")
    module.KeyVaultErrorException = HttpResponseError
    return module


def client_module():
    module = types.ModuleType(PACKAGE + ".key_vault_client")
    module.KeyVaultClient = successor()[0]
    return module


def identifiers():
    from azure.cli.command_modules.keyvault.vendored_sdks import __path__ as places

    # By its path: its package imports more of what is missing.
    path = f"{places[0]}/azure_keyvault_t1/key_vault_id.py"
    spec = importlib.util.spec_from_file_location(PACKAGE + ".key_vault_id", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def version_package():
    package = types.ModuleType(PACKAGE + ".v7_0")
    package.__path__ = []
    return package


MODULES = {
    "v7_0": version_package,
    "v7_0.models": old_models,
    "v7_0.key_vault_client": client_module,
    "key_vault_client": client_module,
    "key_vault_id": identifiers,
}


class OldNames(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path=None, target=None):
        part = name.removeprefix(PACKAGE + ".")
        return importlib.util.spec_from_loader(name, self) if part in MODULES else None

    def create_module(self, spec):
        return MODULES[spec.name.removeprefix(PACKAGE + ".")]()

    def exec_module(self, module):
        pass


class PackageNames(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Puts the two classes on `azure.keyvault` itself, an empty namespace on Debian."""

    def find_spec(self, name, path=None, target=None):
        if name != PACKAGE:
            return None
        found = importlib.machinery.PathFinder.find_spec(name, path)
        spec = importlib.machinery.ModuleSpec(name, self, is_package=True)
        spec.submodule_search_locations = list(found.submodule_search_locations)
        return spec

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        classes = ("KeyVaultClient", "KeyVaultAuthentication")

        def named(wanted):
            if wanted not in classes:
                raise AttributeError(wanted)
            return successor()[classes.index(wanted)]

        module.__getattr__ = named


sys.meta_path[:0] = [PackageNames(), OldNames()]
