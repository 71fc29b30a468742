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

const Seed &seed()
{
    static const Seed drawn = [] {
        std::random_device device;
        const auto word = [&device] { return (std::uint64_t{device()} << 32 | device()) | 1; };
        return Seed{word(), word(), word()};
    }();
    return drawn;
}

std::uint64_t fold(std::uint64_t a, std::uint64_t b) noexcept
{
    __extension__ using Wide = unsigned __int128;
    const Wide product = Wide{a} * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

std::uint64_t load(const char *bytes, std::size_t count = 8) noexcept
{
    std::uint64_t word = 0;
    if (count > 0) // empty text may be a null pointer
        std::memcpy(&word, bytes, count);
    return word;
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
    const std::uint64_t first = load(at, left < 8 ? left : 8);
    const std::uint64_t second = left > 8 ? load(at + 8, left - 8) : 0;
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
