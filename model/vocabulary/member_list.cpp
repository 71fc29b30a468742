// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/member_list.h"

#include <algorithm>

namespace sightglass {

MemberList::MemberList(json::Value object)
{
    for (const json::Member member : object.members()) {
        m_seen |= bitOf(member.name);
        if (m_count < kNear) {
            m_near[m_count++] = member;
            continue;
        }
        if (m_many.empty())
            m_many.assign(m_near.begin(), m_near.end());
        m_many.push_back(member);
    }
}

std::span<const json::Member> MemberList::all() const
{
    if (!m_many.empty())
        return m_many;
    return {m_near.data(), m_count};
}

json::Value MemberList::find(std::string_view name) const
{
    for (const json::Member &member : all()) {
        if (member.name == name)
            return member.value;
    }
    return {};
}

std::string_view MemberList::repeated() const
{
    if (m_many.empty()) {
        for (std::size_t later = 1; later < m_count; ++later) {
            for (std::size_t earlier = 0; earlier < later; ++earlier) {
                if (m_near[later].name == m_near[earlier].name)
                    return m_near[later].name;
            }
        }
        return {};
    }
    std::vector<std::string_view> names;
    names.reserve(m_many.size());
    for (const json::Member &member : m_many)
        names.push_back(member.name);
    std::sort(names.begin(), names.end());
    const auto twice = std::adjacent_find(names.begin(), names.end());
    return twice == names.end() ? std::string_view{} : *twice;
}

} // namespace sightglass
