import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'

/*
 * What node:https costs alone: `node bare-server.ts PORT CERTIFICATE KEY BYTES` answers every request with so
 * many bytes of JSON. The ratio of a rate of the cloud to this one is free of the machine.
 */
const [port = '', certificate = '', key = '', bytes = ''] = process.argv.slice(2)
const body = JSON.stringify({ filler: 'x'.repeat(Number(bytes)) })
createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (req, res) => {
  req.resume()
  req.once('end', () => {
    res.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length })
    res.end(body)
  })
}).listen(Number(port), '127.0.0.1', () => process.stdout.write('ready\n'))
