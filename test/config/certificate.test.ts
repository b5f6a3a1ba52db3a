import { execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packageRoot } from "../../src/asset.js";

const PASSWORD = "HEMLIGT-CERTIFIKATORD";
const KEY = "HEMLIG-NYCKEL";
const REGISTER = "organisationsnummer;namn;avtalsform;insats\n559912-3451;Exempelhemmet Björken AB;ramavtal;hvb\n";

/** Certificates made for the test, and a server on this machine that lets nobody in without one of them. */
describe("SCB behind a client certificate", () => {
  const folder = mkdtempSync(join(tmpdir(), "basvakt-tls-"));
  const home = join(folder, "hem");
  const shown: string[] = [];
  let base = "";
  let close = async () => undefined as unknown;

  const at = (name: string) => join(folder, name);
  const openssl = (...argv: readonly string[]) => execFileSync("openssl", [...argv], { cwd: folder, stdio: "pipe" });

  function authority(name: string): void {
    openssl(
      ..."req -x509 -newkey rsa:2048 -nodes -days 2".split(" "),
      ...["-subj", `/CN=${name}`],
      ...["-keyout", `${name}.key`, "-out", `${name}.pem`],
    );
  }

  function certificate(name: string, by: string): void {
    writeFileSync(at("ext.cnf"), "subjectAltName=DNS:localhost,IP:127.0.0.1\n");
    openssl(
      "req",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-subj",
      `/CN=${name}`,
      "-keyout",
      `${name}.key`,
      "-out",
      `${name}.csr`,
    );
    openssl(
      "x509",
      "-req",
      "-days",
      "2",
      "-in",
      `${name}.csr`,
      "-CA",
      `${by}.pem`,
      "-CAkey",
      `${by}.key`,
      "-CAcreateserial",
      "-extfile",
      "ext.cnf",
      "-out",
      `${name}.pem`,
    );
    openssl(
      "pkcs12",
      "-export",
      "-inkey",
      `${name}.key`,
      "-in",
      `${name}.pem`,
      "-passout",
      `pass:${PASSWORD}`,
      "-out",
      `${name}.pfx`,
    );
  }

  beforeAll(async () => {
    authority("ca");
    authority("annan-ca");
    certificate("server", "ca");
    certificate("kommunen", "ca");
    certificate("framling", "annan-ca");
    const tls = {
      key: readFileSync(at("server.key")),
      cert: readFileSync(at("server.pem")),
      ca: readFileSync(at("ca.pem")),
    };
    const server = createServer({ ...tls, requestCert: true, rejectUnauthorized: true }, (request, response) => {
      const { subject } = (request.socket as TLSSocket).getPeerCertificate();
      shown.push(`${subject.CN} ${request.headers["x-api-key"] ?? "utan nyckel"}`);
      request.resume();
      response.writeHead(200, { "content-type": "application/json" });
      response.end(readFileSync(join(packageRoot(), "fixtures", "scb", "one.json")));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    base = `https://localhost:${(server.address() as AddressInfo).port}`;
    close = async () => {
      server.closeAllConnections();
      server.close();
      return once(server, "close");
    };
    writeFileSync(at("register.csv"), REGISTER);
    await basvakt("init");
    await basvakt("suppliers", "import", at("register.csv"));
  }, 120_000);
  afterAll(async () => {
    await close();
    rmSync(folder, { recursive: true });
  });

  /** The program itself, in a process that trusts the test's authority as it would trust any other. */
  function basvakt(...argv: readonly string[]): Promise<{ readonly code: number; readonly said: string }> {
    const bin = join(packageRoot(), "bin", "basvakt.js");
    const env = { PATH: process.env.PATH ?? "", NODE_EXTRA_CA_CERTS: at("ca.pem") };
    return new Promise((resolve) => {
      execFile(process.execPath, [bin, "--home", home, ...argv], { cwd: folder, env }, (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === "number" ? error.code : error === null ? 0 : 1, said: stdout + stderr });
      });
    });
  }

  /** A server that ends the handshake with the alert of the standard. */
  async function strictServer() {
    const argv =
      "s_server -accept 127.0.0.1:0 -cert server.pem -key server.key -CAfile ca.pem -Verify 1 -verify_return_error -www -tls1_2";
    const server = spawn("openssl", argv.split(" "), { cwd: folder, stdio: ["ignore", "pipe", "ignore"] });
    const port = await new Promise<string>((resolve) => {
      let said = "";
      server.stdout.on("data", (piece: Buffer) => {
        said += piece.toString();
        const found = /ACCEPT .*:(\d+)/.exec(said)?.[1];
        if (found !== undefined) resolve(found);
      });
    });
    const ended = once(server, "exit");
    const close = async () => {
      server.kill();
      await ended;
    };
    return { base: `https://localhost:${port}`, close };
  }

  async function tested(settings: Readonly<Record<string, string>>) {
    const lines = Object.entries({ SCB_BASE_URL: base, ...settings }).map(([name, value]) => `${name}=${value}`);
    writeFileSync(join(home, ".env"), lines.join("\n"));
    shown.length = 0;
    return { ...(await basvakt("sources", "test", "scb")), shown: [...shown] };
  }

  it("shows the certificate, and needs no key", async () => {
    const { code, said, shown } = await tested({ SCB_CERT_FILE: at("kommunen.pfx"), SCB_CERT_PASSWORD: PASSWORD });

    expect([code, said]).toEqual([0, expect.stringContaining("svarar")]);
    expect(shown).toEqual(["kommunen utan nyckel"]);
  });

  it("sends the key too when there is one", async () => {
    const both = { SCB_CERT_FILE: at("kommunen.pfx"), SCB_CERT_PASSWORD: PASSWORD, SCB_API_KEY: KEY };

    expect((await tested(both)).shown).toEqual([`kommunen ${KEY}`]);
  });

  it.each([
    ["a certificate of another authority", { SCB_CERT_FILE: "framling.pfx", SCB_CERT_PASSWORD: PASSWORD }, "nekade: "],
    ["a key alone", { SCB_API_KEY: KEY }, "HANDSHAKE_FAILURE"],
  ])("is not let in with %s, and keeps its secrets", { timeout: 60_000 }, async (_, settings, words) => {
    const file = "SCB_CERT_FILE" in settings ? { SCB_CERT_FILE: at(settings.SCB_CERT_FILE) } : {};

    const silent = await tested({ ...settings, ...file });
    const strict = await strictServer();
    const alerted = await tested({ ...settings, ...file, SCB_BASE_URL: strict.base });
    await strict.close();

    // In TLS 1.3 the door is closed after the handshake, without a word that reaches us; before that the server says why.
    expect([silent.code, silent.said]).toEqual([3, expect.stringContaining("svarar inte")]);
    expect([alerted.code, alerted.said]).toEqual([3, expect.stringContaining(words)]);
    expect(silent.said + alerted.said).not.toMatch(new RegExp(`${PASSWORD}|${KEY}`));
    expect(silent.shown).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    [
      "the wrong password",
      { SCB_CERT_FILE: "kommunen.pfx", SCB_CERT_PASSWORD: "fel-ord" },
      "öppnas inte av sitt lösenord",
    ],
    ["a file that is no certificate", { SCB_CERT_FILE: "register.csv", SCB_CERT_PASSWORD: "x" }, "PKCS #12"],
    ["a file that is not there", { SCB_CERT_FILE: "borta.pfx", SCB_CERT_PASSWORD: "x" }, "finns inte"],
  ])("refuses %s before anybody is asked, by the name of the variable", async (_, settings, words) => {
    const { code, said, shown } = await tested({ ...settings, SCB_CERT_FILE: at(settings.SCB_CERT_FILE ?? "") });

    expect([code, said]).toEqual([2, expect.stringMatching(new RegExp(`SCB_CERT_FILE.*${words}`))]);
    expect(said).not.toContain("fel-ord");
    expect(shown).toEqual([]);
  });

  it.each<[Readonly<Record<string, string>>, string]>([
    [{}, "SCB_API_KEY eller SCB_CERT_FILE och SCB_CERT_PASSWORD saknas"],
    [{ SCB_CERT_FILE: "kommunen.pfx" }, "SCB_CERT_PASSWORD saknas"],
  ])("is off with %j, and says what is missing", async (settings, words) => {
    const file = settings.SCB_CERT_FILE === undefined ? {} : { SCB_CERT_FILE: at(settings.SCB_CERT_FILE) };

    expect((await tested({ ...settings, ...file })).said).toContain(words);
  });
});
