// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/cloud_envelope.h"

#include "model/base/limits.h"
#include "model/base/time_text.h"
#include "model/vocabulary/attribute.h"

#include <QByteArray>

namespace sightglass {
namespace {

/// What an attribute was called in 0.1, and since.
struct Names
{
    std::string_view id, source, type, time;
};
constexpr Names kOldNames{"eventID", "source", "eventType", "eventTime"};
constexpr Names kNames{"id", "source", "type", "time"};

std::optional<Rejection> readVersion(json::Value root, bool &old)
{
    const json::Value version = root["specversion"];
    old = !version.exists();
    const std::optional<std::string_view> text
        = (old ? root["cloudEventsVersion"] : version).text();
    if (!text)
        return Rejection{Reason::BadAttr, "specversion is no string", version.position()};
    for (const std::string_view known : {"1.0", "0.3", "0.2", "0.1", "1.0.1", "1.0.2", "1.0-rc1"}) {
        if (*text == known)
            return std::nullopt;
    }
    return Rejection{Reason::UnsupportedVersion, "no known version of CloudEvents",
                     version.position()};
}

} // namespace

bool isCloudEvent(json::Value root)
{
    return root["specversion"].exists() || root["cloudEventsVersion"].exists();
}

std::optional<Rejection> readCloudEnvelope(Envelope &envelope, TextArena &)
{
    const json::Value root = envelope.root;
    bool old = false;
    if (auto rejection = readVersion(root, old))
        return rejection;
    if (const std::string_view twice = repeatedMember(root); !twice.empty())
        return Rejection{Reason::DuplicateKey, "a member of the envelope stands twice", 0};
    const Names &names = old ? kOldNames : kNames;
    envelope.isCloudEvent = true;
    if (auto rejection = readAttribute(root[names.id], names.id, limits::kIdBytes, envelope.id))
        return rejection;
    if (auto rejection
        = readAttribute(root[names.source], names.source, limits::kSourceBytes, envelope.source))
        return rejection;
    if (auto rejection
        = readAttribute(root[names.type], names.type, limits::kTypeBytes, envelope.type))
        return rejection;
    envelope.subject = root["subject"].string();
    const json::Value time = root[names.time];
    envelope.hasTime = time.exists() && !time.isNull();
    if (const auto text = time.text())
        envelope.time = parseRfc3339(*text).value_or(kNoTime);
    envelope.body = root["data"];
    if (!envelope.body.exists())
        envelope.body = root["data_base64"];
    return std::nullopt;
}

std::string embeddedText(json::Value root, json::Value data)
{
    const std::string_view text = data.string();
    const bool base64
        = root["data_base64"].exists() || root["datacontentencoding"].string() == "base64";
    if (!base64)
        return std::string{text};
    return QByteArray::fromBase64(
               QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size())))
        .toStdString();
}

} // namespace sightglass
