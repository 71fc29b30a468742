// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

/// The closed sets of words that the model speaks, and how each is written for other programs.
namespace sightglass {

/// What an entity is. Activities have an extent in time, subjects have states.
enum class Kind : std::uint8_t {
    None,
    PipelineRun,
    TaskRun,
    Build,
    TestSuiteRun,
    TestCaseRun,
    Deployment,
    Incident,
    Ticket,
    Approval,
    Activity,
    Change,
    Repository,
    Branch,
    Artifact,
    Service,
    Environment,
    TestOutput,
    Composition,
    ConfidenceLevel,
    Issue,
    Announcement,
    TestPlan,
    Other,
};
inline constexpr std::array<std::string_view, 24> kKindWords{
    "event",         "pipeline-run", "task-run",    "build",       "test-suite-run",
    "test-case-run", "deployment",   "incident",    "ticket",      "approval",
    "activity",      "change",       "repository",  "branch",      "artifact",
    "service",       "environment",  "test-output", "composition", "confidence-level",
    "issue",         "announcement", "test-plan",   "other"};
[[nodiscard]] constexpr std::string_view word(Kind kind)
{
    return kKindWords[static_cast<std::size_t>(kind)];
}
[[nodiscard]] constexpr bool isActivity(Kind kind)
{
    return kind >= Kind::PipelineRun && kind <= Kind::Activity;
}
[[nodiscard]] constexpr bool isSubject(Kind kind)
{
    return kind >= Kind::Change;
}

enum class Phase : std::uint8_t { None, Queued, Running, Waiting, Finished, Canceled, Skipped };
inline constexpr std::array<std::string_view, 7> kPhaseWords{
    "none", "queued", "running", "waiting", "finished", "canceled", "skipped"};
[[nodiscard]] constexpr std::string_view word(Phase phase)
{
    return kPhaseWords[static_cast<std::size_t>(phase)];
}
/// Finished, canceled and skipped activities have an outcome; the others have not yet.
[[nodiscard]] constexpr bool isOver(Phase phase)
{
    return phase >= Phase::Finished;
}

enum class Outcome : std::uint8_t {
    Unknown,
    Success,
    Failure,
    Error,
    Unstable,
    Canceled,
    Timeout,
    Skipped
};
inline constexpr std::array<std::string_view, 8> kOutcomeWords{
    "unknown", "success", "failure", "error", "unstable", "canceled", "timeout", "skipped"};
[[nodiscard]] constexpr std::string_view word(Outcome outcome)
{
    return kOutcomeWords[static_cast<std::size_t>(outcome)];
}

/// What a person sees of phase and outcome together. In the order of badness: the worst of a group
/// wins.
enum class State : std::uint8_t {
    Failed,
    Error,
    Unstable,
    Unknown,
    Waiting,
    Running,
    Queued,
    Canceled,
    Skipped,
    Expected,
    Succeeded,
};
inline constexpr std::array<std::string_view, 11> kStateWords{
    "failed", "error",    "unstable", "unknown",  "waiting",  "running",
    "queued", "canceled", "skipped",  "expected", "succeeded"};
[[nodiscard]] constexpr std::string_view word(State state)
{
    return kStateWords[static_cast<std::size_t>(state)];
}
[[nodiscard]] State stateOf(Phase phase, Outcome outcome);
/// Failed, error or unstable: what "next problem" stops at.
[[nodiscard]] constexpr bool isNotOk(State state)
{
    return state <= State::Unstable;
}

/// How a link is drawn, and what it says.
enum class EdgeKind : std::uint8_t {
    Cause,
    Context,
    Path,
    Relation,
    Uses,
    Produces,
    PreviousVersion
};
inline constexpr std::array<std::string_view, 7> kEdgeWords{
    "cause", "context", "path", "relation", "uses", "produces", "previous-version"};
[[nodiscard]] constexpr std::string_view word(EdgeKind kind)
{
    return kEdgeWords[static_cast<std::size_t>(kind)];
}

/// What tools of different vocabularies may both name, so that stitching can join them (design.md
/// §2.6). How each is compared: model/vocabulary/identity.h.
enum class IdentityKind : std::uint8_t {
    Commit, // a sha
    Purl,
    Digest, // "sha256:…"
    Image, // registry/repository:tag
    RunUrl, // the page of a run
    Trace, // the trace id of a traceparent
    Service, // environment and service, "production/checkout"
    Ticket, // "SHOP-123"
    ChangeNumber, // host/project#number of a review or pull request
};
inline constexpr std::array<std::string_view, 9> kIdentityWords{
    "commit", "purl", "digest", "image", "run url", "trace", "service", "ticket", "change number"};
[[nodiscard]] constexpr std::string_view word(IdentityKind kind)
{
    return kIdentityWords[static_cast<std::size_t>(kind)];
}

/// What the event has to do with the thing that it names.
enum class IdentityRole : std::uint8_t {
    Is, // it is about that very thing: the push of the commit, the run at the address
    Makes, // it brought it forth: the build that published the digest, the deployment to the
           // service
    Uses, // it works on it: the run on the commit, the deployment of the digest, the incident of
          // the service
    Names, // it says it, as others do that have nothing in common: applications synchronised to one
           // commit of their configuration
};
inline constexpr std::array<std::string_view, 4> kIdentityRoleWords{"is", "makes", "uses", "names"};
[[nodiscard]] constexpr std::string_view word(IdentityRole role)
{
    return kIdentityRoleWords[static_cast<std::size_t>(role)];
}

enum class Severity : std::uint8_t { Info, Warning, Critical };
inline constexpr std::array<std::string_view, 3> kSeverityWords{"info", "warning", "critical"};
[[nodiscard]] constexpr std::string_view word(Severity severity)
{
    return kSeverityWords[static_cast<std::size_t>(severity)];
}

/// Findings about the data. At most one of each rule an event.
enum class Problem : std::uint8_t {
    DuplicateId,
    Conflict,
    DanglingLink,
    UnknownType,
    Late,
    Skew,
    RefusedJoin,
    Time,
    Links,
    DupLink,
    LoneSurrogate,
    Number,
    BadName,
    SourceUri,
    ManyExt,
    ContentType,
    IdFormat,
    Subject,
    Ambiguous,
    Confusable,
    Bidi,
    Control,
    Url,
    Cycle,
    Outlier,
    Bom,
    Unverified,
    Version,
    Outcome,
    DuplicateMember,
    Field,
};
inline constexpr std::array<std::string_view, 31> kProblemWords{"duplicate-id",
                                                                "conflict",
                                                                "dangling-link",
                                                                "unknown-type",
                                                                "late",
                                                                "skew",
                                                                "refused-join",
                                                                "time",
                                                                "links",
                                                                "dup-link",
                                                                "lone-surrogate",
                                                                "number",
                                                                "bad-name",
                                                                "source-uri",
                                                                "many-ext",
                                                                "content-type",
                                                                "id-format",
                                                                "subject",
                                                                "ambiguous",
                                                                "confusable",
                                                                "bidi",
                                                                "control",
                                                                "url",
                                                                "cycle",
                                                                "outlier",
                                                                "bom",
                                                                "unverified",
                                                                "version",
                                                                "outcome",
                                                                "duplicate-member",
                                                                "field"};
[[nodiscard]] constexpr std::string_view word(Problem problem)
{
    return kProblemWords[static_cast<std::size_t>(problem)];
}
[[nodiscard]] Severity severityOf(Problem problem);

/// Why bytes could not be taken as an event.
enum class Reason : std::uint8_t {
    BadJson,
    Trailing,
    InvalidUtf8,
    TooDeep,
    TooManyValues,
    LineTooLong,
    Truncated,
    NotNdjson,
    NotObject,
    UnknownDialect,
    MissingAttr,
    BadAttr,
    UnsupportedVersion,
    DuplicateKey,
    StreamTruncated,
    StreamCorrupt,
    StreamBomb,
    WindowTooLarge,
    NestedCompression,
    Unreadable,
};
inline constexpr std::array<std::string_view, 20> kReasonWords{"BAD_JSON",
                                                               "TRAILING",
                                                               "INVALID_UTF8",
                                                               "TOO_DEEP",
                                                               "TOO_MANY_VALUES",
                                                               "LINE_TOO_LONG",
                                                               "TRUNCATED",
                                                               "NOT_NDJSON",
                                                               "NOT_OBJECT",
                                                               "UNKNOWN_DIALECT",
                                                               "MISSING_ATTR",
                                                               "BAD_ATTR",
                                                               "UNSUPPORTED_VERSION",
                                                               "DUPLICATE_KEY",
                                                               "STREAM_TRUNCATED",
                                                               "STREAM_CORRUPT",
                                                               "STREAM_BOMB",
                                                               "WINDOW_TOO_LARGE",
                                                               "NESTED_COMPRESSION",
                                                               "UNREADABLE"};
[[nodiscard]] constexpr std::string_view word(Reason reason)
{
    return kReasonWords[static_cast<std::size_t>(reason)];
}

/// Ids of the built-in alert rules.
inline constexpr std::string_view kRuleFailed = "failed";
inline constexpr std::string_view kRuleErrored = "errored";
inline constexpr std::string_view kRuleOverdue = "overdue";
inline constexpr std::string_view kRuleSourceSilent = "source-silent";

} // namespace sightglass
