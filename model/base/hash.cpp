// SPDX-License-Identifier: Apache-2.0
#include "model/base/hash.h"

#include <cstring>
#include <random>

namespace sightglass {
namespace {

struct Seed
{
    std::uint64_t a;
    std::uint64_t b;
    std::uint64_t c;
};

[[gnu::noinline]] Seed drawSeed() // not in line: it is called once, seed() all the time
{
    std::random_device device;
    const auto word = [&device] { return (std::uint64_t{device()} << 32 | device()) | 1; };
    return {word(), word(), word()};
}

const Seed &seed()
{
    static const Seed drawn = drawSeed();
    return drawn;
}

std::uint64_t fold(std::uint64_t a, std::uint64_t b) noexcept
{
    __extension__ using Wide = unsigned __int128;
    const Wide product = Wide{a} * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

template<typename Word = std::uint64_t> std::uint64_t load(const char *bytes) noexcept
{
    Word word = 0;
    std::memcpy(&word, bytes, sizeof word);
    return word;
}

struct Words
{
    std::uint64_t first;
    std::uint64_t second;
};

/// All of at most 16 bytes, some of them twice: no loop, no call. Texts of one size that differ
/// have other words.
Words loadLast(const char *at, std::size_t size) noexcept
{
    if (size >= 8)
        return {load(at), load(at + size - 8)};
    if (size >= 4)
        return {load<std::uint32_t>(at), load<std::uint32_t>(at + size - 4)};
    if (size == 0) // it may be a null pointer
        return {0, 0};
    const auto byte
        = [at](std::size_t i) { return std::uint64_t{static_cast<unsigned char>(at[i])}; };
    return {byte(0) | byte(size / 2) << 8 | byte(size - 1) << 16, 0};
}

} // namespace

// Two independently keyed lanes of multiply-and-fold over 16 bytes a step.
Digest digestOf(std::string_view text) noexcept
{
    const Seed &key = seed();
    std::uint64_t high = key.a ^ text.size();
    std::uint64_t low = key.b + text.size();
    const char *at = text.data();
    std::size_t left = text.size();
    for (; left > 16; left -= 16, at += 16) {
        const std::uint64_t first = load(at);
        const std::uint64_t second = load(at + 8);
        high = fold(first ^ key.b, second ^ high);
        low = fold(second ^ key.c, first ^ low) + high;
    }
    const auto [first, second] = loadLast(at, left);
    high = fold(fold(first ^ key.b, second ^ high), key.c);
    low = fold(fold(second ^ key.c, first ^ low), key.a) ^ high;
    return {high, low};
}

Digest combine(Digest first, Digest second) noexcept
{
    const Seed &key = seed();
    return {fold(first.high ^ key.a, second.high ^ key.b) + second.low,
            fold(first.low ^ key.b, second.low ^ key.c) + second.high};
}

} // namespace sightglass
