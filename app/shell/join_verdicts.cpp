// SPDX-License-Identifier: Apache-2.0
#include "app/shell/join_verdicts.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>

namespace sightglass {
namespace {

constexpr QLatin1String kIdentity{"identity"};
constexpr QLatin1String kValue{"value"};
constexpr QLatin1String kClaimant{"claimant"};

QString fromStd(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

JoinVerdicts::JoinVerdicts(const QString &path)
    : m_path(path)
{
    QFile file{path};
    if (!file.open(QIODevice::ReadOnly))
        return;
    const QJsonArray entries = QJsonDocument::fromJson(file.readAll()).array();
    for (const QJsonValue &entry : entries) {
        const std::string kind = entry[kIdentity].toString().toStdString();
        const auto known = std::find(kIdentityWords.begin(), kIdentityWords.end(), kind);
        if (known == kIdentityWords.end())
            continue;
        m_all.push_back({static_cast<IdentityKind>(known - kIdentityWords.begin()),
                         entry[kValue].toString().toStdString(),
                         entry[kClaimant].toString().toStdString(), true});
    }
}

bool JoinVerdicts::keep(const JoinVerdict &verdict)
{
    const auto isSame = [&](const JoinVerdict &known) {
        return known.kind == verdict.kind && known.value == verdict.value
            && known.claimant == verdict.claimant;
    };
    m_all.erase(std::remove_if(m_all.begin(), m_all.end(), isSame), m_all.end());
    if (verdict.rejected)
        m_all.push_back(verdict);
    QJsonArray entries;
    for (const JoinVerdict &kept : m_all)
        entries.append(QJsonObject{{kIdentity, fromStd(word(kept.kind))},
                                   {kValue, fromStd(kept.value)},
                                   {kClaimant, fromStd(kept.claimant)}});
    QDir{}.mkpath(QFileInfo{m_path}.path());
    QSaveFile file{m_path};
    return file.open(QIODevice::WriteOnly) && file.write(QJsonDocument{entries}.toJson()) >= 0
        && file.commit();
}

} // namespace sightglass
