// An OpenID provider (npm oidc-provider) of one side, in a process of its own: node oidc.mjs NAME [PORT].
// Prints its issuer once it listens. Whoever signs in chooses one of its accounts by a form without script; nobody is asked
// for consent. What only a test may do stands under /test/: name the client, define accounts, spoil the tokens it gives.
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { generateKeyPairSync } from 'node:crypto';
import Provider from 'oidc-provider';
import { SignJWT, UnsecuredJWT, decodeJwt, decodeProtectedHeader, importJWK, generateKeyPair } from 'jose';

const [name, port = '0'] = process.argv.slice(2);
const clients = new Map();
const accounts = new Map();
let spoil = null;

/** Everything in memory; clients may be named while it runs, since the address to come back to is known only then. */
class Store {
    static rows = new Map();
    constructor(model) { this.model = model; }
    key(id) { return `${this.model}:${id}`; }
    async upsert(id, payload) { Store.rows.set(this.key(id), { ...payload }); }
    async find(id) { return this.model === 'Client' ? clients.get(id) : Store.rows.get(this.key(id)); }
    async findByUid(uid) { return [...Store.rows].find(([key, row]) => key.startsWith(this.model) && row.uid === uid)?.[1]; }
    async findByUserCode() { return undefined; }
    async consume(id) { Store.rows.get(this.key(id)).consumed = Math.floor(Date.now() / 1000); }
    async destroy(id) { Store.rows.delete(this.key(id)); }
    async revokeByGrantId(grant) { for (const [key, row] of Store.rows) if (row.grantId === grant) Store.rows.delete(key); }
}

const server = createServer();
await new Promise((listening) => server.listen(Number(port), '127.0.0.1', listening));
const issuer = `http://127.0.0.1:${server.address().port}`;
const key = { ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), kid: `${name}-1`, alg: 'RS256', use: 'sig' };

const provider = new Provider(issuer, {
    adapter: Store,
    jwks: { keys: [key] },
    acrValues: ['urn:example:two-factors'],
    claims: { openid: ['sub', 'amr'], email: ['email', 'email_verified'], profile: ['name', 'groups'], acr: null, auth_time: null },
    conformIdTokenClaims: name !== 'in-token', // as most do: the e-mail address is at the userinfo endpoint only
    cookies: { keys: ['only for tests'], names: { session: `s-${name}`, interaction: `i-${name}`, resume: `r-${name}` } },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    interactions: { url: (_, interaction) => `/login/${interaction.uid}` },
    pkce: { required: () => true },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    renderError(ctx, out) { ctx.type = 'txt'; ctx.body = JSON.stringify(out); },
    async findAccount(_, id) {
        const claims = accounts.get(id);
        return claims && { accountId: id, claims: async () => ({ sub: id, ...claims }) };
    },
    async loadExistingGrant(ctx) {
        const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
        grant.addOIDCScope('openid email profile');
        await grant.save();
        return grant;
    },
});

// What an attacker in its place would send.
provider.use(async (ctx, next) => {
    await next();
    if (!spoil || ctx.path !== '/token' || !ctx.body?.id_token) return;

    const { how, with: claims = {} } = spoil;
    const header = decodeProtectedHeader(ctx.body.id_token);
    const said = { ...decodeJwt(ctx.body.id_token), ...claims };
    const signer = how === 'other-key' ? (await generateKeyPair('RS256')).privateKey : await importJWK(key, 'RS256');
    ctx.body.id_token = how === 'unsigned' ? new UnsecuredJWT(said).encode() : await new SignJWT(said).setProtectedHeader(header).sign(signer);
});

const answer = (response, status, type, body) => response.writeHead(status, { 'content-type': `${type}; charset=utf-8` }).end(body);

server.on('request', async (request, response) => {
    const url = new URL(request.url, issuer);
    try {
        if (url.pathname === '/test/client') clients.set(url.searchParams.get('id'), JSON.parse(await text(request)));
        else if (url.pathname === '/test/account') { const { sub, ...claims } = JSON.parse(await text(request)); accounts.set(sub, claims); }
        else if (url.pathname === '/test/spoil') spoil = JSON.parse(await text(request));
        else if (url.pathname.startsWith('/login/')) return await login(request, response);
        else return provider.callback()(request, response);
        answer(response, 200, 'text/plain', 'done');
    } catch (failure) {
        answer(response, 500, 'text/plain', String(failure));
    }
});

async function login(request, response) {
    const { uid } = await provider.interactionDetails(request, response);
    if (request.method !== 'POST') {
        const choices = [...accounts.keys()].map((sub) => `<button name="account" value="${sub}">${sub}</button>`).join('\n');
        return answer(response, 200, 'text/html', `<!doctype html><html lang="en"><title>${name}</title><main><form method="post" action="/login/${uid}">${choices}<button name="account" value="">No</button></form></main>`);
    }

    const account = new URLSearchParams(await text(request)).get('account');
    const claims = accounts.get(account);
    await provider.interactionFinished(request, response, claims
        ? { login: { accountId: account, acr: claims.acr, amr: claims.amr, remember: false } }
        : { error: 'access_denied' });
}

console.log(issuer);
