// SPDX-License-Identifier: Apache-2.0
#include "model/streams/receiver/body.h"

#include "model/base/limits.h"
#include "model/base/time_text.h"
#include "model/envelope/otlp.h"
#include "model/json/canonical.h"

#include <QByteArray>
#include <QUuid>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <deque>

namespace sightglass {
namespace {

constexpr std::size_t kWarningsTold = 20;

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool isJsonType(std::string_view contentType)
{
    const std::string_view type = contentType.substr(0, contentType.find(';'));
    return type.empty() || type == "application/json"
        || (type.size() > 5 && type.substr(type.size() - 5) == "+json");
}

/// "dev.cdevents.pipelinerun.started.0.3.0" without its version.
std::string_view withoutVersion(std::string_view type)
{
    for (int parts = 0; parts < 3; ++parts) {
        const std::size_t dot = type.rfind('.');
        if (dot == std::string_view::npos || dot + 1 == type.size()
            || !std::isdigit(static_cast<unsigned char>(type[dot + 1])))
            break;
        type = type.substr(0, dot);
    }
    return type;
}

std::string labelOf(const Decoded &event)
{
    const std::string_view label = event.vocabulary == "cdevents" ? "CDEvents"
        : event.vocabulary == "eiffel"                            ? "Eiffel"
        : event.vocabulary == "cloudevents"                       ? "CloudEvents"
                                                                  : event.vocabulary;
    return std::string{label} + " " + std::string{withoutVersion(event.type)};
}

/// Collects the members of a batch as they are framed.
class Members final : public RecordSink
{
public:
    void record(const FramedRecord &record) override
    {
        m_texts.push_back(record.cutOut ? m_cutOuts.emplace_back(record.text) : record.text);
    }
    void rejected(const FramedRejection &rejection) override { m_rejection = rejection.rejection; }

    [[nodiscard]] const std::optional<Rejection> &rejection() const { return m_rejection; }
    [[nodiscard]] const std::vector<std::string_view> &texts() const { return m_texts; }

private:
    std::vector<std::string_view> m_texts;
    std::deque<std::string> m_cutOuts; // a deque: views into its strings stay
    std::optional<Rejection> m_rejection;
};

std::optional<Rejection> judgeOne(Decoder &decoder, std::string_view text, JudgedBody &judged)
{
    if (auto rejection = decoder.decode(text))
        return rejection;
    const Decoded &event = decoder.event();
    if (judged.lines.empty()) {
        judged.as = labelOf(event);
        judged.subject = event.subjectId;
    }
    for (const ProblemClaim &claim : event.problems) {
        if (judged.warnings.size() < kWarningsTold)
            judged.warnings.push_back(std::string{word(claim.problem)} + ": "
                                      + std::string{claim.detail});
    }
    judged.lines.push_back(json::minified(text));
    return std::nullopt;
}

std::optional<Rejection> judgeMembers(Decoder &decoder, const Members &members, JudgedBody &judged);

/// One event, or an OTLP document that does not begin with its resources and holds several.
std::optional<Rejection> judgeMember(Decoder &decoder, std::string_view text, JudgedBody &judged)
{
    auto rejection = judgeOne(decoder, text, judged);
    Members members;
    if (!rejection || rejection->reason != Reason::NotObject || !cutOtlp(text, {}, members))
        return rejection;
    return judgeMembers(decoder, members, judged);
}

std::optional<Rejection> judgeMembers(Decoder &decoder, const Members &members, JudgedBody &judged)
{
    if (members.rejection())
        return members.rejection();
    for (const std::string_view member : members.texts()) {
        if (auto rejection = judgeMember(decoder, member, judged))
            return rejection;
    }
    return std::nullopt;
}

// A hand-typed first event works (ux.md §3): it becomes a CloudEvent.
std::string quickEvent(std::string_view body)
{
    json::Document document;
    if (document.parse(body) || !document.root()["name"].isString()
        || !document.root()["status"].isString() || document.root()["specversion"].exists()
        || document.root()["context"].exists() || document.root()["meta"].exists())
        return {};
    const auto now = std::chrono::time_point_cast<Span>(std::chrono::system_clock::now());
    return R"({"specversion":"1.0","id":")"
        + QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString()
        + R"(","source":"quick","type":"dev.sightglass.quick","time":")" + formatRfc3339(now)
        + R"(","subject":)" + std::string{document.root()["name"].raw()} + R"(,"data":)"
        + json::minified(body) + "}";
}

std::optional<Rejection> structured(const BodyForm &form, std::string_view body, std::string &event)
{
    event = R"({"specversion":)";
    std::string rest;
    for (const AttributeHeader &header : form.attributes) {
        const auto value = plainHeaderValue(header.value);
        if (!value)
            return Rejection{Reason::BadAttr,
                             std::string{header.name} + " is no UTF-8 after percent-decoding", 0};
        const std::string name = header.name.substr(3);
        if (name == "specversion")
            event += json::quoted(*value);
        else
            rest += "," + json::quoted(name) + ":" + json::quoted(*value);
    }
    if (event.back() == ':')
        return Rejection{Reason::MissingAttr, "ce-specversion is missing", 0};
    event += rest;
    if (!form.contentType.empty())
        event += R"(,"datacontenttype":)" + json::quoted(form.contentType);
    if (body.empty()) {
        event += "}";
        return std::nullopt;
    }
    if (isJsonType(form.contentType)) {
        json::Document document;
        if (auto rejection = document.parse(body))
            return rejection;
        event.append(R"(,"data":)").append(body).append("}");
        return std::nullopt;
    }
    const QByteArray base64
        = QByteArray::fromRawData(body.data(), static_cast<qsizetype>(body.size())).toBase64();
    event += R"(,"data_base64":")" + base64.toStdString() + "\"}";
    return std::nullopt;
}

} // namespace

std::optional<std::string> plainHeaderValue(std::string_view value)
{
    std::string text;
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
        for (std::size_t at = 1; at + 1 < value.size(); ++at) {
            if (value[at] == '\\' && at + 2 < value.size())
                ++at;
            text.push_back(value[at]);
        }
    } else {
        text = value;
    }
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const int high = text[at] == '%' && at + 2 < text.size() ? hexDigit(text[at + 1]) : -1;
        const int low = high >= 0 ? hexDigit(text[at + 2]) : -1;
        out.push_back(low >= 0 ? static_cast<char>(high * 16 + low) : text[at]);
        at += low >= 0 ? 2 : 0;
    }
    json::Document check;
    if (const auto rejection = check.parse(json::quoted(out));
        rejection && rejection->reason == Reason::InvalidUtf8)
        return std::nullopt;
    return out;
}

bool holdsSeveral(std::string_view body)
{
    const std::size_t first = body.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && (body[first] == '[' || isOtlp(body));
}

std::optional<Rejection> judgeBody(Decoder &decoder, const BodyForm &form, std::string_view body,
                                   JudgedBody &judged)
{
    if (!form.attributes.empty()) {
        std::string event;
        if (auto rejection = structured(form, body, event))
            return rejection;
        return judgeOne(decoder, event, judged);
    }
    if (form.webhook.sender != WebhookForm::Sender::None) {
        std::string event;
        if (auto rejection = webhookEvent(form.webhook, body, event))
            return rejection;
        return judgeOne(decoder, event, judged);
    }
    if (holdsSeveral(body)) {
        Members members;
        if (isOtlp(body))
            splitOtlp(body, {}, members);
        else
            splitBatch(body, {}, members);
        return judgeMembers(decoder, members, judged);
    }
    if (const std::string quick = quickEvent(body); !quick.empty())
        return judgeOne(decoder, quick, judged);
    return judgeMember(decoder, body, judged);
}

} // namespace sightglass
