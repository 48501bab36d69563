// A merchant's application behind EdgeGateway: it takes only what the gateway has signed (Standard Webhooks).
// MERCHANT_SECRETS=whsec_... node merchant.mjs 9000
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";

// Those of MerchantSignature in the gateway's configuration: two while one replaces the other.
const secrets = process.env.MERCHANT_SECRETS.split(" ").map((secret) => Buffer.from(secret.replace(/^whsec_/, ""), "base64"));
const toleranceSeconds = 300;

function isGenuine(headers, body) {
  const { "webhook-id": id = "", "webhook-timestamp": timestamp = "", "webhook-signature": signatures = "" } = headers;
  if (!/^\d+$/.test(timestamp) || Math.abs(Date.now() / 1000 - Number(timestamp)) > toleranceSeconds) {
    return false;
  }
  return secrets.some((secret) => {
    const digest = createHmac("sha256", secret).update(`${id}.${timestamp}.`).update(body).digest("base64");
    const expected = Buffer.from(`v1,${digest}`);
    return signatures.split(" ").some((one) => one.length === expected.length && timingSafeEqual(Buffer.from(one, "latin1"), expected));
  });
}

createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  // The received bytes: a body that was parsed and written again has another signature.
  if (!isGenuine(request.headers, Buffer.concat(chunks))) {
    response.writeHead(401).end("not signed by the gateway");
    return;
  }
  // Credit the customer here, in one transaction with an INSERT of webhook-id into a table where it is unique.
  console.log(`paid: ${request.headers["webhook-id"]}`);
  response.end("ok");
}).listen(Number(process.argv[2]), "127.0.0.1"); // nobody can send to the application past the gateway
