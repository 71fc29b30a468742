// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/member_list.h"

#include <algorithm>
#include <vector>

namespace sightglass {

MemberList::MemberList(json::Value object)
    : m_object(object)
{
    const auto members = object.members();
    for (auto it = members.begin(); it != members.end(); ++it) {
        m_names.add((*it).name, it.position());
        ++m_size;
    }
}

json::Value MemberList::find(std::string_view name) const
{
    return m_names.isShared(name) ? m_object.find(name)
                                  : m_object.memberAt(m_names.placeOf(name), name);
}

std::string_view MemberList::repeated() const
{
    if (!m_names.hasShared())
        return {};
    thread_local std::vector<std::string_view> names; // keeps its room
    names.clear();
    for (const json::Member member : m_object.members()) {
        if (m_names.isShared(member.name))
            names.push_back(member.name);
    }
    std::sort(names.begin(), names.end());
    const auto twice = std::adjacent_find(names.begin(), names.end());
    return twice == names.end() ? std::string_view{} : *twice;
}

} // namespace sightglass
