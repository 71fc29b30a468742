// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "app/registry/vocabularies.h"
#include "app/shell/mapping_watch.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace sightglass;

namespace {

constexpr int kPatience = 15'000;

QByteArray mapping(const char *phase)
{
    return QByteArray{"vocabulary: shop\nmatch: {fields: {/tool: shop}}\n"
                      "types: [{type: a, kind: build, id: /id, phase: "}
    + phase + "}]\n";
}

} // namespace

class TestMappingWatch final : public QObject
{
    Q_OBJECT

    static QString phaseOf(const MappingWatch &watch)
    {
        const auto &list = watch.vocabularies();
        const auto &shop = list[list.size() - 2];
        return shop->name() == "shop" ? QString::fromStdString(shop->rosetta().front().phase)
                                      : QString{};
    }

private Q_SLOTS:
    void whatChangesIsReadAgain()
    {
        const QTemporaryDir config;
        const auto put = [&config](const QByteArray &text) {
            QFile file{config.filePath(QStringLiteral("mappings/shop.yaml"))};
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
        };
        const MappingWatch watch{makeVocabularies(), {mappingFolder(config.path()), {}}};
        QSignalSpy changes{&watch, &MappingWatch::changed};
        QCOMPARE(phaseOf(watch), QString{});

        QVERIFY(QDir{config.path()}.mkdir(QStringLiteral("mappings")));
        put(mapping("queued"));
        QTRY_COMPARE_WITH_TIMEOUT(phaseOf(watch), QStringLiteral("queued"), kPatience);
        QCOMPARE(changes.last().first().toString(), QStringLiteral("Mapping read: shop.yaml."));

        put(mapping("running"));
        QTRY_COMPARE_WITH_TIMEOUT(phaseOf(watch), QStringLiteral("running"), kPatience);

        put(mapping("begun"));
        QTRY_VERIFY_WITH_TIMEOUT(watch.problems().contains(QStringLiteral("\"begun\"")), kPatience);
        QCOMPARE(phaseOf(watch), QStringLiteral("running")); // as it was before
        const QString said = changes.last().first().toString();
        QVERIFY2(
            said.startsWith(QStringLiteral("Mapping wrong, used as it was before: shop.yaml. /"))
                && said.contains(QStringLiteral("shop.yaml:3:48: \"begun\" is no phase")),
            qPrintable(said));

        put(mapping("waiting"));
        QTRY_COMPARE_WITH_TIMEOUT(phaseOf(watch), QStringLiteral("waiting"), kPatience);
        QVERIFY(watch.problems().isEmpty());

        QVERIFY(QFile::remove(config.filePath(QStringLiteral("mappings/shop.yaml"))));
        QTRY_COMPARE_WITH_TIMEOUT(phaseOf(watch), QString{}, kPatience);
        QCOMPARE(changes.last().first().toString(), QStringLiteral("Mapping removed: shop.yaml."));
    }
};

QTEST_MAIN(TestMappingWatch)
#include "tst_mapping_watch.moc"
