// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/identity.h"

#include "model/base/ascii.h"
#include "model/vocabulary/oddities.h"
#include "model/vocabulary/purl.h"

#include <algorithm>
#include <string>

namespace sightglass {
namespace {

constexpr std::size_t kShortestCommit = 12;
constexpr std::size_t kWalkedValues = 200;
constexpr std::size_t kWholeCommit = 40;
constexpr std::string_view kEmptySha256
    = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
constexpr std::string_view kMovingTags[]
    = {"latest", "main",    "master",   "stable", "dev",        "develop",
       "edge",   "nightly", "snapshot", "prod",   "production", "staging"};
constexpr std::string_view kRunPages[]
    = {"/display/redirect", "/console", "/consoleText", "/consoleFull", "/logs", "/testReport"};

JoinValue refuse(std::string_view why)
{
    return {{}, why};
}

std::string_view lowered(std::string_view text, TextArena &arena)
{
    if (!hasCapitals(text))
        return text;
    std::string copy{text};
    std::transform(copy.begin(), copy.end(), copy.begin(), lower);
    return arena.keep(copy);
}

bool isHex(std::string_view text)
{
    return !text.empty() && areAll(text, isHexDigit);
}

bool isOneDigit(std::string_view text)
{
    return text.find_first_not_of(text.substr(0, 1)) == std::string_view::npos;
}

bool isMoving(std::string_view tag)
{
    return std::find(std::begin(kMovingTags), std::end(kMovingTags), tag) != std::end(kMovingTags);
}

JoinValue joinCommit(std::string_view text, TextArena &arena)
{
    if (!isHex(text))
        return refuse("names a branch or a tag, not a commit: it moves");
    if (isOneDigit(text))
        return refuse("is the commit that stands for none");
    if (text.size() < kShortestCommit || text.size() > 64)
        return refuse("is too short for a commit: others begin so, too");
    return {lowered(text, arena), {}};
}

JoinValue joinPurl(std::string_view text, TextArena &arena)
{
    const std::string_view purl = normalisedPurl(text, arena);
    if (!purl.starts_with("pkg:"))
        return refuse("is no package URL");
    const std::string_view base = purlPath(purl);
    const std::size_t at = base.rfind('@');
    if (at == std::string_view::npos || at + 1 == base.size())
        return refuse("is a package without its version");
    if (isMoving(base.substr(at + 1)))
        return refuse("is a version that moves");
    return {purl, {}};
}

/// The hex digits behind `sha256:` wherever that stands in a text.
std::string_view digestIn(std::string_view text)
{
    const std::size_t first = text.find("sha"); // most name none: one look
    if (first == std::string_view::npos)
        return {};
    for (const std::string_view name : {"sha256:", "sha512:", "sha256%3A", "sha256%3a"}) {
        const std::size_t at = text.find(name, first);
        if (at == std::string_view::npos)
            continue;
        const std::string_view hex = text.substr(at + name.size());
        return {hex.begin(), std::find_if_not(hex.begin(), hex.end(), isHexDigit)};
    }
    return {};
}

JoinValue joinDigest(std::string_view text, TextArena &arena)
{
    const bool bare = text.size() == 64 && isHex(text);
    const std::string_view hex = bare ? text : digestIn(text);
    if (hex.size() != 64 && hex.size() != 128)
        return refuse("is no digest");
    const std::string_view value = lowered(hex, arena);
    if (isOneDigit(value) || value == kEmptySha256)
        return refuse("is the digest of nothing");
    return {arena.join({hex.size() == 64 ? "sha256:" : "sha512:", value}), {}};
}

JoinValue joinImage(std::string_view text, TextArena &arena)
{
    for (const std::string_view scheme :
         {"docker-pullable://", "docker://", "oci://", "https://"}) {
        if (text.starts_with(scheme))
            text.remove_prefix(scheme.size());
    }
    text = text.substr(0, text.find('@'));
    for (const std::string_view usual : {"docker.io/", "index.docker.io/", "library/"}) {
        if (text.starts_with(usual))
            text.remove_prefix(usual.size());
    }
    const std::size_t colon = text.rfind(':');
    const std::size_t slash = text.rfind('/');
    if (colon == std::string_view::npos || (slash != std::string_view::npos && colon < slash)
        || colon + 1 == text.size())
        return refuse("is an image without its tag");
    if (isMoving(text.substr(colon + 1)))
        return refuse("is a tag that moves");
    return {lowered(text, arena), {}};
}

JoinValue joinRunUrl(std::string_view text, TextArena &arena)
{
    const std::size_t scheme = text.find("://");
    if (scheme == std::string_view::npos || scheme < 4 || lower(text[0]) != 'h'
        || lower(text[1]) != 't' || lower(text[2]) != 't' || lower(text[3]) != 'p')
        return refuse("is no address of a run");
    const std::size_t fragment = text.find('#');
    if (const std::string_view route = text.substr(std::min(fragment, text.size()));
        !route.starts_with("#/") && !route.starts_with("#!/"))
        text = text.substr(0, fragment);
    for (bool cut = true; cut;) {
        const std::size_t before = text.size();
        while (text.ends_with('/'))
            text.remove_suffix(1);
        for (const std::string_view page : kRunPages) {
            if (!text.empty() && text.back() == page.back() && text.ends_with(page))
                text.remove_suffix(page.size());
        }
        std::string_view stem = text;
        while (!stem.empty() && stem.back() >= '0' && stem.back() <= '9')
            stem.remove_suffix(1);
        constexpr std::string_view kAttempts = "/attempts/";
        if (stem.size() < text.size() && stem.ends_with(kAttempts))
            text = stem.substr(0, stem.size() - kAttempts.size());
        cut = text.size() != before;
    }
    const std::size_t path = text.find('/', scheme + 3);
    if (path == std::string_view::npos)
        return refuse("is the address of a server, not of a run");
    const std::string_view host = lowered(text.substr(0, path), arena);
    return {host.data() == text.data() ? text : arena.join({host, text.substr(path)}), {}};
}

JoinValue joinTrace(std::string_view text, TextArena &arena)
{
    if (text.size() >= 36 && text[2] == '-')
        text = text.substr(3, 32);
    if (text.size() != 32 || !isHex(text))
        return refuse("is no trace id");
    if (isOneDigit(text))
        return refuse("is the trace that stands for none");
    return {lowered(text, arena), {}};
}

JoinValue joinService(std::string_view text, TextArena &arena)
{
    const std::size_t slash = text.find('/');
    if (slash == 0 || slash == std::string_view::npos || slash + 1 == text.size())
        return refuse("names no environment or no service");
    return {lowered(text, arena), {}};
}

JoinValue joinTicket(std::string_view text, TextArena &arena)
{
    const std::size_t dash = text.rfind('-');
    const bool number = dash != std::string_view::npos && dash + 1 < text.size()
        && text.find_first_not_of("0123456789", dash + 1) == std::string_view::npos;
    if (!number || dash < 2)
        return refuse("is no key of a ticket");
    std::string upper{text};
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return {arena.keep(upper), {}};
}

JoinValue joinChange(std::string_view text, TextArena &arena)
{
    const std::size_t hash = text.rfind('#');
    const std::size_t slash = text.find('/');
    if (hash == std::string_view::npos || hash + 1 == text.size() || slash == 0 || slash >= hash)
        return refuse("names no project or no number");
    return {lowered(text, arena), {}};
}

/// A purl or an image reference that ends in a digest names that, too.
void addDigests(Decoded &event)
{
    for (std::size_t i = 0, count = event.identities.size(); i < count; ++i) {
        const IdentityClaim claim = event.identities[i];
        if (claim.kind != IdentityKind::Purl && claim.kind != IdentityKind::Image)
            continue;
        const std::size_t size = digestIn(claim.value).size();
        if (size == 64 || size == 128)
            event.identities.push_back({IdentityKind::Digest, claim.role, claim.value, false});
    }
}

void addIfAny(std::string_view text, TextArena &arena, Decoded &event)
{
    if (text.starts_with("pkg:"))
        addSoundIdentity(IdentityKind::Purl, IdentityRole::Uses, text, arena, event);
    else if (text.find("sha256:") != std::string_view::npos)
        addSoundIdentity(IdentityKind::Digest, IdentityRole::Uses, text, arena, event);
    else if (isSha(text))
        addSoundIdentity(IdentityKind::Commit, IdentityRole::Uses, text, arena, event);
}

// Recursion is bounded by limits::kDepth: the document was validated.
void walk(json::Value value, TextArena &arena, Decoded &event, // NOLINT(misc-no-recursion)
          std::size_t &left)
{
    if (left == 0)
        return;
    --left;
    if (value.isString())
        return addIfAny(value.string(), arena, event);
    for (const json::Member member : value.members())
        walk(member.value, arena, event, left);
    for (const json::Value element : value.elements())
        walk(element, arena, event, left);
}

} // namespace

JoinValue joinValue(IdentityKind kind, std::string_view written, TextArena &arena)
{
    switch (kind) {
    case IdentityKind::Commit:
        return joinCommit(written, arena);
    case IdentityKind::Purl:
        return joinPurl(written, arena);
    case IdentityKind::Digest:
        return joinDigest(written, arena);
    case IdentityKind::Image:
        return joinImage(written, arena);
    case IdentityKind::RunUrl:
        return joinRunUrl(written, arena);
    case IdentityKind::Trace:
        return joinTrace(written, arena);
    case IdentityKind::Service:
        return joinService(written, arena);
    case IdentityKind::Ticket:
        return joinTicket(written, arena);
    case IdentityKind::ChangeNumber:
        return joinChange(written, arena);
    }
    return {};
}

bool isSha(std::string_view text)
{
    return text.size() == kWholeCommit && isHex(text);
}

void addSoundIdentity(IdentityKind kind, IdentityRole role, std::string_view written,
                      TextArena &arena, Decoded &event)
{
    if (written.empty())
        return;
    if (const JoinValue join = joinValue(kind, written, arena); !join.value.empty())
        event.identities.push_back({kind, role, join.value, true});
}

void addIdentitiesWithin(json::Value value, TextArena &arena, Decoded &event)
{
    std::size_t left = kWalkedValues;
    walk(value, arena, event, left);
}

void normaliseIdentities(TextArena &arena, Decoded &event)
{
    if (event.identities.empty())
        return;
    addDigests(event);
    std::size_t kept = 0;
    for (const IdentityClaim &claim : event.identities) {
        const JoinValue join = claim.isNormal ? JoinValue{claim.value, {}}
                                              : joinValue(claim.kind, claim.value, arena);
        // An image whose digest joins needs no tag, and a package no version.
        const bool pinned = claim.kind == IdentityKind::Image && !digestIn(claim.value).empty();
        if (join.value.empty()) {
            if (!pinned)
                noteProblem(event, Problem::RefusedJoin,
                            arena.join({word(claim.kind), " \"", claim.value.substr(0, 80), "\" ",
                                        join.refused}));
            continue;
        }
        const IdentityClaim normal{claim.kind, claim.role, join.value, true};
        const auto end = event.identities.begin() + static_cast<std::ptrdiff_t>(kept);
        const bool known
            = std::any_of(event.identities.begin(), end, [&](const IdentityClaim &has) {
                  return has.kind == normal.kind && has.value == normal.value;
              });
        if (!known)
            event.identities[kept++] = normal;
    }
    event.identities.resize(kept, {IdentityKind::Commit, IdentityRole::Is, {}, true});
}

} // namespace sightglass
