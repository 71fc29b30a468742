// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/member_list.h"

#include <algorithm>
#include <vector>

namespace sightglass {

void MemberList::open(json::Value object)
{
    m_object = object;
    m_root = object.rootNames();
    if (!m_root)
        m_own.read(object);
}

json::Value MemberList::find(const json::MemberName &name) const
{
    const json::NameBits &bits = names();
    return bits.isShared(name) ? m_object.find(name.text())
                               : m_object.memberAt(bits.placeOf(name), name.text());
}

std::string_view MemberList::repeated() const
{
    if (!names().hasShared())
        return {};
    thread_local std::vector<std::string_view> shared; // keeps its room
    shared.clear();
    for (const json::Member member : m_object.members()) {
        if (names().isShared(member.name))
            shared.push_back(member.name);
    }
    std::sort(shared.begin(), shared.end());
    const auto twice = std::adjacent_find(shared.begin(), shared.end());
    return twice == shared.end() ? std::string_view{} : *twice;
}

} // namespace sightglass
