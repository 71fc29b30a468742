// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/timestamp.h"
#include "model/json/document.h"
#include "model/vocabulary/member_list.h"

#include <string_view>

namespace sightglass {

/// One record with its envelope, if it has one, taken off. What vocabularies decide by and read
/// from.
struct Envelope
{
    /// A CloudEvent of any version (structured, or binary mode written in the JSON format).
    bool isCloudEvent = false;
    /// Attributes of the CloudEvent; empty for a bare body. Valid: present, of the right type,
    /// within limits; the id that its receiver gives is that of its content.
    std::string_view id;
    std::string_view source;
    std::string_view type;
    std::string_view subject;
    Timestamp time = kNoTime;
    std::string_view timeText; // that it was read from
    /// Whether a time attribute is there at all, valid or not.
    bool hasTime = false;

    /// The whole record, an object, and its members.
    json::Value root;
    MemberList members;
    /// The vocabulary's own document: `data` of a CloudEvent (data_base64 decoded and parsed when
    /// it is JSON; Missing when there is none or it is not JSON), the root of a bare body.
    json::Value body;
    MemberList bodyMembers; // when the body is not the root
    /// The member `data` of a bare body: an object too when the producer wrote its JSON into a
    /// string (trap T14).
    json::Value data;

    /// Forgets the last record.
    void clear();
    /// The members of the body.
    [[nodiscard]] const MemberList &top() const { return isCloudEvent ? bodyMembers : members; }
};

// Member by member: lists of members are large, and an empty one needs no clearing.
inline void Envelope::clear()
{
    isCloudEvent = hasTime = false;
    id = source = type = subject = timeText = {};
    time = kNoTime;
    root = body = data = {};
    members.open({});
    bodyMembers.open({});
}

} // namespace sightglass
