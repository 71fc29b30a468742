// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "model/base/hash.h"
#include "model/base/hash_index.h"
#include "model/base/time_text.h"
#include "model/base/words.h"
#include "model/snapshot/changes.h"
#include "model/snapshot/table.h"
#include "model/snapshot/texts.h"

#include <string>
#include <unordered_set>

using namespace sightglass;

namespace {

struct TwoColumns
{
    Column<int> number;
    Column<char> letter;
};

} // namespace

class TestBase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsRfc3339AndNothingElse_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("wanted"); // empty: refused
        QTest::newRow("plain") << QByteArray("2026-03-01T12:00:00Z")
                               << QByteArray("2026-03-01T12:00:00.000Z");
        QTest::newRow("offset") << QByteArray("2026-03-01T12:00:00+14:00")
                                << QByteArray("2026-02-28T22:00:00.000Z");
        QTest::newRow("finer than micro") << QByteArray("2026-03-01T12:00:00.123456789012Z")
                                          << QByteArray("2026-03-01T12:00:00.123Z");
        QTest::newRow("leap second")
            << QByteArray("2016-12-31T23:59:60Z") << QByteArray("2017-01-01T00:00:00.000Z");
        QTest::newRow("leap day") << QByteArray("2024-02-29T00:00:00Z")
                                  << QByteArray("2024-02-29T00:00:00.000Z");
        QTest::newRow("year 1") << QByteArray("0001-01-01T00:00:00Z")
                                << QByteArray("0001-01-01T00:00:00.000Z");
        QTest::newRow("year 9999")
            << QByteArray("9999-12-31T23:59:59Z") << QByteArray("9999-12-31T23:59:59.000Z");
        for (const char *bad :
             {"", "2026-03-01", "2026-03-01T12:00:00", "2026-03-01 12:00:00Z",
              "2026-13-01T12:00:00Z", "2026-02-30T12:00:00Z", "2026-03-01T24:00:00Z",
              "2026-03-01T12:00:61Z", "2026-03-01T12:00:00+25:00", "2026-03-01T12:00:00.Z",
              "-026-03-01T12:00:00Z", "1772366400000", "2026-03-01T12:00:00+0100",
              "0000-01-01T00:00:00Z"})
            QTest::addRow("refused: %s", bad) << QByteArray(bad) << QByteArray();
    }

    void readsRfc3339AndNothingElse()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, wanted);
        const auto time = parseRfc3339(text.toStdString());
        QCOMPARE(time ? formatRfc3339(*time) : std::string{}, wanted.toStdString());
    }

    void anInstantMayBeMilliseconds()
    {
        QVERIFY(parseInstant("1772366400000") == parseRfc3339("2026-03-01T12:00:00Z"));
        QVERIFY(!parseInstant("9223372036854775807"));
        QVERIFY(!parseInstant("noon"));
    }

    void digestsTellTextsApart()
    {
        std::unordered_set<Digest> seen;
        std::string text;
        for (int i = 0; i < 100; ++i, text += 'a')
            seen.insert(digestOf(text));
        for (int i = 0; i < 10000; ++i)
            seen.insert(digestOf("id-" + std::to_string(i)));
        QCOMPARE(seen.size(), std::size_t{10100});
        QVERIFY(combine(digestOf("a"), digestOf("b")) != combine(digestOf("b"), digestOf("a")));
        QVERIFY(combine(digestOf("ab"), digestOf("c")) != combine(digestOf("a"), digestOf("bc")));
    }

    void anIndexFindsWhatWasPutThere()
    {
        HashIndex<VerifiedEntry> verified;
        HashIndex<WholeEntry> whole;
        std::vector<std::uint64_t> hashes;
        for (std::uint32_t i = 0; i < 20000; ++i) {
            // Crowded: many share all that an entry keeps of the hash, and the end of the table.
            const std::uint64_t hash
                = i % 3 == 0 ? ~std::uint64_t{0} - i % 50 : digestOf(std::to_string(i)).low;
            hashes.push_back(hash);
            verified.insert(hash, i);
            whole.insert(hash, i);
        }
        whole.reserve(100000);
        QCOMPARE(verified.size(), hashes.size());
        for (std::uint32_t i = 0; i < hashes.size(); ++i) {
            const auto is = [i](std::uint32_t value) { return value == i; };
            QVERIFY(verified.find(hashes[i], is) && verified.find(hashes[i], is)->value() == i);
            QVERIFY(whole.find(hashes[i], is) && whole.find(hashes[i], is)->value() == i);
        }
        const auto any = [](std::uint32_t) { return true; };
        QVERIFY(!whole.find(digestOf("absent").low, any));
        QVERIFY(!HashIndex<WholeEntry>{}.find(1, any));
    }

    void aFrozenTableKeepsWhatItHeld()
    {
        GrowingTable<TwoColumns> table;
        for (int i = 0; i < 70000; ++i)
            table.set(&TwoColumns::number, table.append(), i);
        const auto before = table.freeze();
        table.set(&TwoColumns::number, 3, -1);
        table.set(&TwoColumns::number, 69999, -2);
        table.set(&TwoColumns::number, table.append(), 70000);
        const auto after = table.freeze();
        QCOMPARE(before.size(), 70000u);
        QCOMPARE(before.get(&TwoColumns::number, 3), 3);
        QCOMPARE(before.get(&TwoColumns::number, 69999), 69999);
        QCOMPARE(after.get(&TwoColumns::number, 3), -1);
        QCOMPARE(after.get(&TwoColumns::number, 69999), -2);
        QCOMPARE(after.get(&TwoColumns::number, 70000), 70000);
        QCOMPARE(after.get(&TwoColumns::letter, 70000), '\0');
        // What was not written is shared, not copied.
        QCOMPARE(&before.chunk(1000), &after.chunk(1000));
    }

    void textsOutliveTheirPool()
    {
        FrozenTexts frozen;
        TextId id;
        {
            TextPool pool;
            id = pool.intern("release");
            QCOMPARE(pool.intern("release").value, id.value);
            QVERIFY(pool.append("release") != id);
            QVERIFY(pool.intern("").isNull());
            pool.append(std::string(200000, 'x'));
            frozen = pool.freeze();
        }
        QCOMPARE(frozen[id], std::string_view{"release"});
        QCOMPARE(frozen[TextId{}], std::string_view{});
    }

    void unreadChangesAreFolded()
    {
        Changes fresh{8, {2, 7}};
        fresh.absorb({5, {1, 2}});
        QCOMPARE(fresh.firstNewRow, 5u);
        QVERIFY(fresh.touchedRows == (std::vector<std::uint32_t>{1, 2}));
    }

    void everyWordIsWritten()
    {
        QCOMPARE(word(Kind::Other), std::string_view{"other"});
        QCOMPARE(word(Problem::Field), std::string_view{"field"});
        QCOMPARE(word(Reason::Unreadable), std::string_view{"UNREADABLE"});
        QVERIFY(stateOf(Phase::Finished, Outcome::Timeout) == State::Failed);
        QVERIFY(stateOf(Phase::Finished, Outcome::Unknown) == State::Unknown);
    }
};

QTEST_GUILESS_MAIN(TestBase)
#include "tst_base.moc"
