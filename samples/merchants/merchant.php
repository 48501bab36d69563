<?php
// A merchant's application behind EdgeGateway: it takes only what the gateway has signed (Standard Webhooks).
// MERCHANT_SECRETS=whsec_... php -S 127.0.0.1:9000 merchant.php
declare(strict_types=1);

const TOLERANCE_SECONDS = 300;

function isGenuine(string $body): bool
{
    $id = $_SERVER['HTTP_WEBHOOK_ID'] ?? '';
    $timestamp = $_SERVER['HTTP_WEBHOOK_TIMESTAMP'] ?? '';
    if (!ctype_digit($timestamp) || abs(time() - (int) $timestamp) > TOLERANCE_SECONDS) {
        return false;
    }
    // Those of MerchantSignature in the gateway's configuration: two while one replaces the other.
    foreach (explode(' ', (string) getenv('MERCHANT_SECRETS')) as $secret) {
        $key = base64_decode(str_starts_with($secret, 'whsec_') ? substr($secret, 6) : $secret, true);
        $expected = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$timestamp.$body", (string) $key, true));
        foreach (explode(' ', $_SERVER['HTTP_WEBHOOK_SIGNATURE'] ?? '') as $signature) {
            if (hash_equals($expected, $signature)) {
                return true;
            }
        }
    }
    return false;
}

// The received bytes: a body that was parsed and written again has another signature.
if (!isGenuine((string) file_get_contents('php://input'))) {
    http_response_code(401);
    exit('not signed by the gateway');
}
// Credit the customer here, in one transaction with an INSERT of webhook-id into a table where it is unique.
file_put_contents('php://stdout', "paid: {$_SERVER['HTTP_WEBHOOK_ID']}\n");
echo 'ok';
