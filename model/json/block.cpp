// SPDX-License-Identifier: Apache-2.0
#include "model/json/block.h"

#include <simdjson.h>

#include <algorithm>
#include <new>

namespace sightglass::json {

Block::Block() = default;
Block::~Block() = default;
Block::Block(Block &&) noexcept = default;
Block &Block::operator=(Block &&) noexcept = default;

void Block::reserve(std::size_t size)
{
    if (m_stage && size <= m_capacity)
        return;
    m_capacity = std::max<std::size_t>(size + size / 2, 4096);
    m_stage.reset();
    if (simdjson::get_active_implementation()->create_dom_parser_implementation(m_capacity, 1,
                                                                                m_stage))
        throw std::bad_alloc{};
}

std::optional<Rejection> Block::index(std::string_view text)
{
    m_text = text;
    m_count = m_at = 0;
    if (text.empty())
        return Rejection{Reason::BadJson, "empty text", 0};
    reserve(text.size());
    const auto *bytes = reinterpret_cast<const std::uint8_t *>(text.data());
    const simdjson::error_code error
        = m_stage->stage1(bytes, text.size(), simdjson::stage1_mode::regular);
    if (error)
        return refusalOf(error);
    m_places = m_stage->structural_indexes.get();
    m_count = m_stage->n_structural_indexes;
    std::fill_n(m_stage->structural_indexes.get() + m_count, 3,
                static_cast<std::uint32_t>(text.size()));
    return std::nullopt;
}

Rejection Block::refusalOf(int error) const
{
    if (!simdjson::validate_utf8(m_text.data(), m_text.size()))
        return {Reason::InvalidUtf8, "not UTF-8", 0};
    if (error == simdjson::UNCLOSED_STRING)
        return {Reason::BadJson, "a string is not closed", m_text.size()};
    if (error == simdjson::UNESCAPED_CHARS)
        return {Reason::BadJson, "a control character stands unescaped in a string", 0};
    return {Reason::BadJson, simdjson::error_message(static_cast<simdjson::error_code>(error)), 0};
}

std::uint32_t Block::firstFrom(const char *place)
{
    const auto wanted = static_cast<std::uint32_t>(place - base());
    while (m_at > 0 && m_places[m_at - 1] >= wanted)
        --m_at;
    while (m_at < m_count && m_places[m_at] < wanted)
        ++m_at;
    return m_at;
}

} // namespace sightglass::json
