// How each package is used. A package is loaded with the first callback of its provider.
import { createRequire } from 'node:module';
import { parse } from 'node:querystring';

const require = createRequire(import.meta.url);

// What a web server makes of a form or a query: a list where a name stands more than once.
const pairs = (text) => parse(text, '&', '=', { maxKeys: 0 });

// A client for each secret.
function perSecret(create) {
  const clients = new Map();
  return (secret) => {
    if (!clients.has(secret)) {
      clients.set(secret, create(secret));
    }

    return clients.get(secret);
  };
}

const items = (callback) => {
  const { notificationItems } = JSON.parse(callback.text);
  if (notificationItems.length === 0) {
    throw new Error('no items');
  }

  return notificationItems.map((item) => item.NotificationRequestItem);
};

const factories = {
  stripe() {
    const { webhooks } = new (require('stripe'))('sk_test');
    return {
      sign(callback, secret) {
        const [, timestamp] = callback.headers['stripe-signature'].match(/t=(\d+)/);
        return webhooks.generateTestHeaderString({ payload: callback.text, secret, timestamp: Number(timestamp) });
      },
      verify: (callback, secret) => webhooks.constructEvent(callback.body, callback.headers['stripe-signature'], secret),
    };
  },

  standardwebhooks() {
    return webhooksOf(require('standardwebhooks').Webhook, 'webhook');
  },

  svix() {
    return webhooksOf(require('svix').Webhook, 'svix');
  },

  adyen() {
    const validator = new (require('@adyen/api-library/lib/src/utils/hmacValidator').default)();
    return {
      sign: (callback, secret) => items(callback).map((item) => validator.calculateHmac(item, secret)),
      verify: (callback, secret) => items(callback).every((item) => validator.validateHMAC(item, secret)),
    };
  },

  square() {
    const { WebhooksHelper } = require('square');
    return {
      verify: (callback, secret) => WebhooksHelper.verifySignature({
        requestBody: callback.text,
        signatureHeader: callback.headers['x-square-hmacsha256-signature'],
        signatureKey: secret,
        notificationUrl: callback.url,
      }),
    };
  },

  github() {
    const methods = import('@octokit/webhooks-methods');
    return {
      sign: async (callback, secret) => (await methods).sign(secret, callback.text),
      verify: async (callback, secret) => (await methods).verify(secret, callback.text, callback.headers['x-hub-signature-256']),
    };
  },

  razorpay() {
    const Razorpay = require('razorpay');
    return {
      verify: (callback, secret) => Razorpay.validateWebhookSignature(callback.text, callback.headers['x-razorpay-signature'], secret),
    };
  },

  twilio() {
    const { getExpectedTwilioSignature, validateRequest } = require('twilio');
    return {
      sign: (callback, secret) => getExpectedTwilioSignature(secret, callback.url, pairs(callback.text)),
      verify: (callback, secret) => validateRequest(secret, callback.headers['x-twilio-signature'], callback.url, pairs(callback.text)),
    };
  },

  paddle() {
    const { Paddle } = require('@paddle/paddle-node-sdk');
    const { webhooks } = new Paddle('pdl_test');
    return {
      verify: (callback, secret) => webhooks.isSignatureValid(callback.text, secret, callback.headers['paddle-signature']),
    };
  },

  braintree() {
    const { BraintreeGateway, Environment } = require('braintree');
    const clients = perSecret((secret) => (publicKey) =>
      new BraintreeGateway({ environment: Environment.Sandbox, merchantId: 'shop', publicKey, privateKey: secret }));
    const clientOf = (callback, secret) => clients(secret)(callback.parameters.public_key);
    return {
      sign: (callback, secret) => clientOf(callback, secret).webhookTesting.sampleSignature(pairs(callback.text).bt_payload),
      verify: async (callback, secret) => {
        const { bt_signature: signature, bt_payload: payload } = pairs(callback.text);
        return (await clientOf(callback, secret).webhookNotification.parse(signature, payload)) !== undefined;
      },
    };
  },

  gocardless() {
    const { parse: parseEvents } = require('gocardless-nodejs/webhooks');
    return {
      verify: (callback, secret) => parseEvents(callback.body, secret, callback.headers['webhook-signature']) !== null,
    };
  },

  moderntreasury() {
    const { webhooks } = new (require('modern-treasury').ModernTreasury)({ apiKey: 'key', organizationID: 'shop' });
    return {
      sign: (callback, secret) => webhooks.getSignature(callback.text, { key: secret }),
      verify: (callback, secret) => webhooks.validateSignature(callback.text, callback.headers, { key: secret }),
    };
  },

  mercadopago() {
    const { WebhookSignatureValidator } = require('mercadopago');
    return {
      verify(callback, secret) {
        WebhookSignatureValidator.validate({
          xSignature: callback.headers['x-signature'],
          xRequestId: callback.headers['x-request-id'],
          dataId: pairs(callback.query)['data.id'],
          secret,
        });
        return true;
      },
    };
  },

  worldline() {
    const { webhooks } = require('onlinepayments-sdk-nodejs');
    return {
      async verify(callback) {
        const known = new Map(callback.secrets);
        const getSecretKey = async (id) => known.get(id) ?? Promise.reject(new Error('unknown key'));
        await webhooks.init({ getSecretKey }).validate(callback.body, callback.headers);
        return true;
      },
    };
  },

  shopify() {
    require('@shopify/shopify-api/adapters/node');
    const { shopifyApi, ApiVersion } = require('@shopify/shopify-api');
    const clients = perSecret((secret) => shopifyApi({
      apiKey: 'key', apiSecretKey: secret, apiVersion: Object.values(ApiVersion)[0], hostName: 'shop.example', isEmbeddedApp: false,
      logger: { log: () => {} },
    }));
    return {
      async verify(callback, secret) {
        const rawRequest = { method: 'POST', url: '/callbacks/shopify', headers: callback.headers };
        const { valid, reason } = await clients(secret).webhooks.validate({ rawBody: callback.text, rawRequest, rawResponse: {} });
        return valid || Promise.reject(new Error(reason));
      },
    };
  },

  payos() {
    const { PayOS } = require('@payos/node');
    const clients = perSecret((secret) => new PayOS({ clientId: 'shop', apiKey: 'key', checksumKey: secret }));
    return {
      sign: (callback, secret) => clients(secret).crypto.createSignatureFromObj(JSON.parse(callback.text).data, secret),
      verify: async (callback, secret) => (await clients(secret).webhooks.verify(JSON.parse(callback.text))) !== null,
    };
  },

  alipay() {
    const { AlipaySdk } = require('alipay-sdk');
    const clients = perSecret((secret) => new AlipaySdk({ appId: 'shop', privateKey: 'unused', alipayPublicKey: secret }));
    return {
      verify: (callback, secret) => clients(secret).checkNotifySignV2(pairs(callback.text)),
    };
  },

  sendgrid() {
    const { EventWebhook } = require('@sendgrid/eventwebhook');
    const webhook = new EventWebhook();
    const keys = perSecret((secret) => webhook.convertPublicKeyToECDSA(secret));
    return {
      verify: (callback, secret) => webhook.verifySignature(
        keys(secret),
        callback.body,
        callback.headers['x-twilio-email-event-webhook-signature'],
        callback.headers['x-twilio-email-event-webhook-timestamp']),
    };
  },
};

// Standard Webhooks and Svix, which differ in the names of their headers.
function webhooksOf(Webhook, prefix) {
  return {
    sign: (callback, secret) => new Webhook(secret).sign(
      callback.headers[`${prefix}-id`], new Date(callback.headers[`${prefix}-timestamp`] * 1000), callback.text),
    verify(callback, secret) {
      new Webhook(secret).verify(callback.text, callback.headers);
      return true;
    },
  };
}

export function createSdks() {
  const loaded = new Map();
  return new Proxy({}, {
    get(_, name) {
      if (!loaded.has(name)) {
        if (!Object.hasOwn(factories, name)) {
          throw new Error(`no package for ${name}`);
        }

        loaded.set(name, factories[name]());
      }

      return loaded.get(name);
    },
  });
}
