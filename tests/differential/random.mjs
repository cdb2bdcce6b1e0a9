// Chance that can be had again: the same seed gives the same numbers on every machine (mulberry32).
export class Random {
    constructor(seed) {
        this.state = seed >>> 0
    }

    next() {
        this.state = (this.state + 0x6d2b79f5) >>> 0
        let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1)
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
    }

    below(count) {
        return Math.floor(this.next() * count)
    }

    chance(share) {
        return this.next() < share
    }

    pick(list) {
        return list[this.below(list.length)]
    }

    some(most, make) {
        return Array.from({ length: this.below(most + 1) }, () => make())
    }
}
