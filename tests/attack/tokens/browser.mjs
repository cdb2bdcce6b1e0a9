// A browser without a screen: it keeps cookies by origin and follows redirects when told to.
const hopsMax = 20;

export class Browser {
    #jars = new Map();

    #jar(address) {
        const { origin } = new URL(address);
        if (!this.#jars.has(origin)) this.#jars.set(origin, new Map());
        return this.#jars.get(origin);
    }

    cookie(address, name) {
        return this.#jar(address).get(name);
    }

    setCookie(address, name, value) {
        this.#jar(address).set(name, value);
    }

    dropCookies(address) {
        this.#jar(address).clear();
    }

    async ask(address, { method = "GET", headers = {}, body } = {}) {
        const jar = this.#jar(address);
        const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
        const answer = await fetch(address, { method, body, redirect: "manual",
            headers: { Connection: "close", ...(cookie ? { Cookie: cookie } : {}), ...headers } });
        for (const line of answer.headers.getSetCookie()) {
            const [, name, value] = line.match(/^([^=]+)=([^;]*)/);
            if (value === "" || /max-age=0/i.test(line)) jar.delete(name);
            else jar.set(name, value);
        }
        return answer;
    }

    /** From /sign-in to the address at which the issuer sends the browser back; it is not asked yet. */
    async leave(house, { as = "resident", to = "/", anew = false } = {}) {
        const first = await this.ask(`${house.root}/sign-in?as=${as}&to=${encodeURIComponent(to)}${anew ? "&anew=true" : ""}`);
        if (first.status !== 303) return { first };
        const sentTo = first.headers.get("location");
        return { first, sentTo, back: await this.follow(sentTo, `${house.root}/sign-in/callback`) };
    }

    /** Redirects, up to the one that leads to `end`; that is not asked. */
    async follow(address, end) {
        for (let hop = 0; !address.startsWith(end); ++hop) {
            if (hop === hopsMax) throw new Error(`no end of redirects at ${address}`);
            const answer = await this.ask(address);
            const next = answer.headers.get("location");
            if (!next) throw new Error(`the issuer stopped with ${answer.status}: ${await answer.text()}`);
            address = new URL(next, address).href;
        }
        return new URL(address);
    }

    async signIn(house, wishes) {
        const { first, back } = await this.leave(house, wishes);
        return back ? this.ask(back.href) : first;
    }

    async session(house) {
        return (await this.ask(`${house.root}/session`)).json();
    }
}

export const cookieName = "__Host-helselos";
