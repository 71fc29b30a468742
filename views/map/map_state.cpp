// SPDX-License-Identifier: Apache-2.0
#include "views/map/map_state.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace sightglass {
namespace {

constexpr double kFarthest = 1e6; // scene units: what is beyond was not put there by anybody

QString wordOf(Grouping grouping)
{
    const std::string_view text = word(grouping);
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

QJsonObject toObject(const MapPlaces &places)
{
    QJsonObject object;
    for (const auto &[key, place] : places)
        object.insert(QString::fromStdString(key),
                      QJsonArray{place.centre.x, place.centre.y, place.pinned, place.isNew});
    return object;
}

MapPlaces toPlaces(const QJsonObject &object)
{
    MapPlaces places;
    for (auto entry = object.begin(); entry != object.end(); ++entry) {
        const QJsonArray place = entry->toArray();
        const Point centre{place[0].toDouble(kFarthest * 2), place[1].toDouble(kFarthest * 2)};
        if (std::abs(centre.x) < kFarthest && std::abs(centre.y) < kFarthest)
            places[entry.key().toStdString()] = {centre, place[2].toBool(), place[3].toBool()};
    }
    return places;
}

} // namespace

QByteArray MapState::toJson() const
{
    QJsonArray list;
    for (const System &system : systems) {
        QJsonObject object{{QStringLiteral("name"), system.name}};
        for (std::size_t i = 0; i < system.places.size(); ++i) {
            if (!system.places[i].empty())
                object.insert(wordOf(static_cast<Grouping>(i)), toObject(system.places[i]));
        }
        list.append(object);
    }
    QJsonArray bannedList;
    for (const std::string &type : banned)
        bannedList.append(QString::fromStdString(type));
    return QJsonDocument{QJsonObject{
                             {QStringLiteral("version"), 1},
                             {QStringLiteral("windowSeconds"),
                              window ? static_cast<qint64>(window->count() / 1'000'000) : 0},
                             {QStringLiteral("grouping"), wordOf(grouping)},
                             {QStringLiteral("bannedLinks"), bannedList},
                             {QStringLiteral("systems"), list},
                         }}
        .toJson(QJsonDocument::Compact);
}

MapState MapState::fromJson(const QByteArray &bytes)
{
    MapState state;
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    if (object[QStringLiteral("version")].toInt() != 1)
        return state;
    const qint64 seconds = object[QStringLiteral("windowSeconds")].toInteger();
    state.window.reset();
    if (seconds > 0)
        state.window = std::chrono::seconds{std::min<qint64>(seconds, 366 * 86'400)};
    for (std::size_t i = 0; i < kGroupingWords.size(); ++i) {
        if (object[QStringLiteral("grouping")].toString() == wordOf(static_cast<Grouping>(i)))
            state.grouping = static_cast<Grouping>(i);
    }
    for (const QJsonValue &type : object[QStringLiteral("bannedLinks")].toArray())
        state.banned.insert(type.toString().toStdString());
    for (const QJsonValue &value : object[QStringLiteral("systems")].toArray()) {
        System system{value[QStringLiteral("name")].toString(), {}};
        for (std::size_t i = 0; i < system.places.size(); ++i)
            system.places[i] = toPlaces(value[wordOf(static_cast<Grouping>(i))].toObject());
        if (state.systems.size() < kMostSystems)
            state.systems.push_back(std::move(system));
    }
    return state;
}

MapFeed::AllPlaces MapState::placesOf(const QString &system) const
{
    const auto known = std::find_if(systems.begin(), systems.end(),
                                    [&](const System &one) { return one.name == system; });
    return known == systems.end() ? MapFeed::AllPlaces{} : known->places;
}

void MapState::keep(const QString &system, const MapFeed::AllPlaces &places)
{
    const bool isEmpty = std::all_of(places.begin(), places.end(),
                                     [](const MapPlaces &some) { return some.empty(); });
    if (isEmpty)
        return; // it was never looked at
    systems.erase(std::remove_if(systems.begin(), systems.end(),
                                 [&](const System &one) { return one.name == system; }),
                  systems.end());
    systems.insert(systems.begin(), {system, places});
    systems.resize(std::min(systems.size(), kMostSystems));
}

} // namespace sightglass
