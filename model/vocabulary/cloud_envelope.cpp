// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/cloud_envelope.h"

#include "model/base/limits.h"
#include "model/base/time_text.h"
#include "model/vocabulary/attribute.h"

#include <QByteArray>

#include <algorithm>

namespace sightglass {
namespace {

/// What an attribute was called in 0.1, and since.
struct Names
{
    std::string_view id, source, type, time;
};
constexpr Names kOldNames{"eventID", "source", "eventType", "eventTime"};
constexpr Names kNames{"id", "source", "type", "time"};

constexpr std::string_view kVersions[] = {"1.0", "0.3", "0.2", "0.1", "1.0.1", "1.0.2", "1.0-rc1"};

std::optional<Rejection> checkVersion(json::Value version)
{
    const std::optional<std::string_view> text = version.text();
    if (!text)
        return Rejection{Reason::BadAttr, "specversion is no string", version.position()};
    if (std::find(std::begin(kVersions), std::end(kVersions), *text) == std::end(kVersions))
        return Rejection{Reason::UnsupportedVersion, "no known version of CloudEvents",
                         version.position()};
    return std::nullopt;
}

/// Keptn's API gives an event its id: what is sent to it need have none.
bool isNamedByReceiver(json::Value type)
{
    return type.string().starts_with("sh.keptn.");
}

} // namespace

bool isCloudEvent(const MemberList &members)
{
    return members["specversion"].exists() || members["cloudEventsVersion"].exists();
}

std::optional<Rejection> readCloudEnvelope(Envelope &envelope)
{
    const MemberList &members = envelope.members;
    const bool old = !members["specversion"].exists();
    const Names &names = old ? kOldNames : kNames;
    if (auto rejection = checkVersion(members[old ? "cloudEventsVersion" : "specversion"]))
        return rejection;
    if (!members.repeated().empty())
        return Rejection{Reason::DuplicateKey, "a member of the envelope stands twice", 0};
    envelope.isCloudEvent = true;
    const bool named = members[names.id].exists() || !isNamedByReceiver(members[names.type]);
    if (auto rejection = named
            ? readAttribute(members[names.id], names.id, limits::kIdBytes, envelope.id)
            : std::nullopt)
        return rejection;
    if (auto rejection
        = readAttribute(members[names.source], names.source, limits::kSourceBytes, envelope.source))
        return rejection;
    if (auto rejection
        = readAttribute(members[names.type], names.type, limits::kTypeBytes, envelope.type))
        return rejection;
    envelope.subject = members["subject"].string();
    const json::Value time = members[names.time];
    envelope.hasTime = time.exists() && !time.isNull();
    envelope.timeText = time.string();
    if (!envelope.timeText.empty())
        envelope.time = parseRfc3339(envelope.timeText).value_or(kNoTime);
    envelope.body = members["data"];
    if (!envelope.body.exists())
        envelope.body = members["data_base64"];
    return std::nullopt;
}

std::string embeddedText(const MemberList &members, json::Value data)
{
    const std::string_view text = data.string();
    const bool base64
        = members["data_base64"].exists() || members["datacontentencoding"].string() == "base64";
    if (!base64)
        return std::string{text};
    return QByteArray::fromBase64(
               QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size())))
        .toStdString();
}

} // namespace sightglass
