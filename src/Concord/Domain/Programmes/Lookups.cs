namespace Concord.Domain.Programmes;

/// <summary>Finds the parts of a programme by key. A key that is not there is a broken reference and throws: the load has checked them all.</summary>
internal static class Lookups
{
    public static Status Status(this Programme programme, string key) => programme.Statuses.First(status => status.Key == key);

    public static Party Party(this Programme programme, string key) => programme.Parties.First(party => party.Key == key);

    public static Pillar Pillar(this Programme programme, string key) => programme.Pillars.First(pillar => pillar.Key == key);

    public static Kind ActivityType(this Programme programme, string key) => programme.ActivityTypes.First(type => type.Key == key);

    public static Place Place(this Programme programme, string key) => programme.Places.First(place => place.Key == key);

    public static Phase Phase(this Programme programme, string key) => programme.Phases.First(phase => phase.Key == key);

    public static Track Track(this Programme programme, string key) => programme.Tracks.First(track => track.Key == key);

    /// <summary>The sides in the order in which a language names them.</summary>
    public static IEnumerable<Party> PartiesFor(this Programme programme, string language) =>
        programme.Languages.FirstOrDefault(one => one.Code == language)?.SideOrder.Select(programme.Party) ?? programme.Parties;
}
