// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "model/base/time_text.h"
#include "model/vocabulary/identity.h"
#include "model/vocabulary/loose_time.h"

using namespace sightglass;

namespace {

constexpr const char *kSha = "3b18e512dba79e4c8300dd08aeb37f8e728b8dad";
const std::string kHex(64, 'a');

std::string joined(IdentityKind kind, const std::string &text)
{
    TextArena arena;
    return std::string{joinValue(kind, text, arena).value};
}

std::string moment(std::string_view text)
{
    const auto time = parseLooseTime(text);
    return time ? formatRfc3339(*time) : std::string{};
}

} // namespace

class TestIdentity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void equalThingsAreWrittenEqual()
    {
        using enum IdentityKind;
        const std::string digest = "sha256:1" + kHex.substr(1);
        QCOMPARE(joined(Commit, "3B18E512DBA79E4C8300DD08AEB37F8E728B8DAD"), std::string{kSha});
        QCOMPARE(joined(Digest, "registry.example/shop/cart@SHA256:1" + kHex.substr(1)),
                 std::string{});
        QCOMPARE(joined(Digest, "registry.example/shop/cart@" + digest), digest);
        QCOMPARE(joined(Digest, "pkg:oci/cart@sha256%3A1" + kHex.substr(1)), digest);
        QCOMPARE(joined(Digest, digest.substr(7)), digest);
        QCOMPARE(joined(Image, "docker.io/library/nginx:1.25"), std::string{"nginx:1.25"});
        QCOMPARE(joined(RunUrl, "HTTPS://CI.example/job/7/display/redirect"),
                 std::string{"https://ci.example/job/7"});
        QCOMPARE(joined(RunUrl, "https://github.example/o/r/actions/runs/5/attempts/2"),
                 joined(RunUrl, "https://github.example/o/r/actions/runs/5/"));
        QCOMPARE(joined(RunUrl, "https://ci.example/run/5#step:3"),
                 std::string{"https://ci.example/run/5"});
        QCOMPARE(joined(RunUrl, "https://ci.example/ng/#/runs/5/"),
                 std::string{"https://ci.example/ng/#/runs/5"});
        QCOMPARE(joined(Trace, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
                 std::string{"0af7651916cd43dd8448eb211c80319c"});
        QCOMPARE(joined(Service, "Production/cart"), std::string{"production/cart"});
        QCOMPARE(joined(Ticket, "shop-12"), std::string{"SHOP-12"});
        QCOMPARE(joined(ChangeNumber, "Review.example/shop/cart#77"),
                 std::string{"review.example/shop/cart#77"});
    }

    void whatWouldTieEverythingIsRefused()
    {
        using enum IdentityKind;
        const std::pair<IdentityKind, std::string> refused[] = {
            {Commit, "main"},
            {Commit, "refs/heads/main"},
            {Commit, std::string(40, '0')},
            {Commit, "3b18e51"},
            {Purl, "pkg:oci/cart"},
            {Purl, "pkg:oci/cart@latest"},
            {Digest, "sha256:" + std::string(64, '0')},
            {Digest, "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
            {Digest, "sha256:12"},
            {Image, "registry.example:5000/cart"},
            {Image, "registry.example/cart:latest"},
            {RunUrl, "https://ci.example/"},
            {RunUrl, "javascript:alert(1)"},
            {Trace, "00-" + std::string(32, '0') + "-b7ad6b7169203331-01"},
            {Service, "/cart"},
            {Ticket, "12"},
            {ChangeNumber, "review.example/shop#"},
        };
        for (const auto &[kind, text] : refused) {
            TextArena arena;
            const JoinValue join = joinValue(kind, text, arena);
            QVERIFY2(join.value.empty() && !join.refused.empty(), text.c_str());
        }
    }

    void oneProblemNamesWhatWasRefused()
    {
        TextArena arena;
        Decoded event;
        event.identities = {{IdentityKind::Commit, IdentityRole::Uses, "main"},
                            {IdentityKind::Commit, IdentityRole::Uses, kSha},
                            {IdentityKind::Commit, IdentityRole::Is, kSha}};
        normaliseIdentities(arena, event);
        QCOMPARE(event.identities.size(), 1u);
        QCOMPARE(event.problems.size(), 1u);
        QCOMPARE(
            event.problems[0].detail,
            std::string_view{"commit \"main\" names a branch or a tag, not a commit: it moves"});
    }

    void timesOfAllProducersAreRead()
    {
        const std::string expected = "2024-08-20T08:14:46.000Z";
        for (const std::string_view text :
             {"2024-08-20T08:14:46Z", "2024-08-20T08:14:46.000000001Z", "2024-08-20 08:14:46 UTC",
              "2024-08-20 10:14:46 +0200", "2024-08-20T11:14:46+0300", "2024-08-20T08:14:46+00:00",
              "Tue Aug 20 08:14:46 GMT 2024", "2024-08-20 08:14:46.000000", "1724141686",
              "1724141686000", "1724141686000000", "1724141686000000000"})
            QCOMPARE(moment(text), expected);
        for (const std::string_view text : {"", "soon", "0", "0001-01-01T00:00:00Z", "2024-13-01"})
            QCOMPARE(moment(text), std::string{});
    }
};

QTEST_GUILESS_MAIN(TestIdentity)
#include "tst_identity.moc"
