// SPDX-License-Identifier: Apache-2.0
#include "model/search/find_text.h"

#include <cstdint>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace sightglass {
namespace {

#if defined(__x86_64__)

bool isMiddle(const char *place, std::string_view needle)
{
    return needle.size() < 3 || std::memcmp(place + 1, needle.data() + 1, needle.size() - 2) == 0;
}

/// The first of the places in `mask` at which the needle stands, or null.
const char *confirm(std::uint32_t mask, const char *begin, std::string_view needle)
{
    for (; mask != 0; mask &= mask - 1) {
        const char *const place = begin + __builtin_ctz(mask);
        if (isMiddle(place, needle))
            return place;
    }
    return nullptr;
}

// Both look at the blocks at which a whole one lies behind the last byte of the needle, and leave
// in `at` where they stopped.
__attribute__((target("avx2"))) const char *findByAvx2(const char *&at, const char *end,
                                                       std::string_view needle)
{
    const __m256i first = _mm256_set1_epi8(needle.front());
    const __m256i last = _mm256_set1_epi8(needle.back());
    const std::size_t ahead = needle.size() - 1;
    for (; static_cast<std::size_t>(end - at) >= ahead + 32; at += 32) {
        const __m256i here = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(at));
        const __m256i there = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(at + ahead));
        const __m256i both
            = _mm256_and_si256(_mm256_cmpeq_epi8(here, first), _mm256_cmpeq_epi8(there, last));
        const auto mask = static_cast<std::uint32_t>(_mm256_movemask_epi8(both));
        if (mask == 0)
            continue;
        if (const char *const place = confirm(mask, at, needle))
            return place;
    }
    return nullptr;
}

const char *findBySse2(const char *&at, const char *end, std::string_view needle)
{
    const __m128i first = _mm_set1_epi8(needle.front());
    const __m128i last = _mm_set1_epi8(needle.back());
    const std::size_t ahead = needle.size() - 1;
    for (; static_cast<std::size_t>(end - at) >= ahead + 16; at += 16) {
        const __m128i here = _mm_loadu_si128(reinterpret_cast<const __m128i *>(at));
        const __m128i there = _mm_loadu_si128(reinterpret_cast<const __m128i *>(at + ahead));
        const __m128i both
            = _mm_and_si128(_mm_cmpeq_epi8(here, first), _mm_cmpeq_epi8(there, last));
        const auto mask = static_cast<std::uint32_t>(_mm_movemask_epi8(both));
        if (mask == 0)
            continue;
        if (const char *const place = confirm(mask, at, needle))
            return place;
    }
    return nullptr;
}

const char *findByBlocks(const char *&at, const char *end, std::string_view needle)
{
    static const bool hasAvx2 = __builtin_cpu_supports("avx2") != 0;
    return hasAvx2 ? findByAvx2(at, end, needle) : findBySse2(at, end, needle);
}

#else

const char *findByBlocks(const char *&, const char *, std::string_view)
{
    return nullptr;
}

#endif

} // namespace

std::size_t findText(std::string_view text, std::string_view needle)
{
    if (needle.empty())
        return 0;
    const char *at = text.data();
    const char *const end = at + text.size();
    const char *place = findByBlocks(at, end, needle);
    if (!place) // the rest is shorter than a block
        place = static_cast<const char *>(
            ::memmem(at, static_cast<std::size_t>(end - at), needle.data(), needle.size()));
    return place ? static_cast<std::size_t>(place - text.data()) : std::string_view::npos;
}

} // namespace sightglass
