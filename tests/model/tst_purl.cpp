// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "model/vocabulary/purl.h"

using namespace sightglass;

class TestPurl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onePurlHasOneKey_data()
    {
        QTest::addColumn<QByteArray>("purl");
        QTest::addColumn<QByteArray>("wanted");
        QTest::addColumn<QByteArray>("title");
        const auto purl = [](const char *text, const char *wanted, const char *title) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(wanted) << QByteArray(title);
        };
        purl("pkg:oci/shop@sha256%3Aabcdef0123", "pkg:oci/shop@sha256:abcdef0123", "shop abcdef01");
        purl("pkg:oci/shop@sha256:abcdef0123", "pkg:oci/shop@sha256:abcdef0123", "shop abcdef01");
        purl("PKG:OCI/Shop@1.0-RC1", "pkg:oci/shop@1.0-RC1", "shop 1.0-RC1");
        purl("pkg:GitHub/Example/Shop@v2", "pkg:github/example/shop@v2", "shop v2");
        purl("pkg:maven/Org.Example/Shop@2", "pkg:maven/Org.Example/Shop@2", "Shop 2");
        purl("pkg://npm/%40scope/shop@1", "pkg:npm/@scope/shop@1", "shop 1");
        purl("pkg:npm/@scope/shop", "pkg:npm/@scope/shop", "shop");
        purl("pkg:oci/a@1?tag=x&arch=y#b", "pkg:oci/a@1?arch=y&tag=x#b", "a 1");
        purl("pkg:generic/a@1%2F2%25", "pkg:generic/a@1%2F2%25", "a 1%2F2%25");
        purl("pkg:generic/a@%C3%A9", "pkg:generic/a@%C3%A9", "a %C3%A9");
        purl("pkg:", "pkg:", "pkg:");
        purl("0b31b1c02ff458ad9b7b81cbdf8f028bd54699fa", "0b31b1c02ff458ad9b7b81cbdf8f028bd54699fa",
             "0b31b1c02ff458ad9b7b81cbdf8f028bd54699fa");
    }

    void onePurlHasOneKey()
    {
        QFETCH(QByteArray, purl);
        QFETCH(QByteArray, wanted);
        QFETCH(QByteArray, title);
        TextArena arena;
        const std::string_view key = normalisedPurl(std::string_view(purl.data()), arena);
        QCOMPARE(key, std::string_view(wanted.data()));
        QCOMPARE(normalisedPurl(key, arena), key);
        QCOMPARE(purlTitle(key, arena), std::string_view(title.data()));
    }
};

QTEST_GUILESS_MAIN(TestPurl)
#include "tst_purl.moc"
