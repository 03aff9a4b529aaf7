using Concord.Domain.Common;

namespace Concord.Platform.Database;

/// <summary>What a reader may read. It stands inside every query (see <see cref="Db"/>), so a page cannot forget it.</summary>
internal sealed record Clearance
{
    private string? name;

    private Clearance()
    {
    }

    private Clearance(Clearance other) =>
        (Audiences, AssignedByTeam, AssignedByParty, PartyAudience, Everything) = (other.Audiences, other.AssignedByTeam, other.AssignedByParty, other.PartyAudience, other.Everything);

    /// <summary>A visitor who has not signed in.</summary>
    public static Clearance Visitor { get; } = new();

    /// <summary>The audiences this reader reads whole.</summary>
    public IReadOnlyList<Audience> Audiences { get; private init; } = [Audience.Public];

    /// <summary>The one party whose own records this reader reads; else the public, whom everybody reads. Nobody speaks for two sides.</summary>
    public Audience ReadsParty => Audiences.FirstOrDefault(one => one.PartyKey is not null) is { Code: not null } own ? own : Audience.Public;

    /// <summary>Records a translator reads because the team assigned them, while their audience is <see cref="Audience.Parties"/>.</summary>
    public IReadOnlyList<Guid> AssignedByTeam { get; private init; } = [];

    /// <summary>Records a translator reads because a party assigned them, while their audience is that party's own.</summary>
    public IReadOnlyList<Guid> AssignedByParty { get; private init; } = [];

    /// <summary>The audience for which <see cref="AssignedByParty"/> counts; the public when there is none.</summary>
    public Audience PartyAudience { get; private init; } = Audience.Public;

    /// <summary>Behind every audience: the load, the outbox and the sealing of history need it. A test lists those who ask for it.</summary>
    public bool Everything { get; private init; }

    /// <summary>The same for all who read the same, and for nobody else.</summary>
    public string Name => name ??= string.Join(' ', Audiences.Select(one => one.Code).Order(StringComparer.Ordinal)) + "/" + PartyAudience.Code + "/" + string.Join(' ', AssignedByTeam.Order()) + "/" + string.Join(' ', AssignedByParty.Order());

    public static Clearance Of(IEnumerable<Audience> audiences) => new() { Audiences = [Audience.Public, .. audiences.Where(one => one != Audience.Public).Distinct()] };

    public static Clearance ForEverything() => new() { Everything = true };

    public Clearance With(IEnumerable<Guid> assignedByTeam, string? party, IEnumerable<Guid> assignedByParty) =>
        this with
        {
            AssignedByTeam = [.. assignedByTeam],
            AssignedByParty = [.. assignedByParty],
            PartyAudience = party is null ? Audience.Public : Audience.Party(party),
        };

    /// <summary>The audience if this reader reads it, else the public, whom everybody reads: there are records for nobody too.</summary>
    public Audience OrPublic(Audience audience) => Audiences.Contains(audience) ? audience : Audience.Public;

    /// <summary>The rule of the filters of <see cref="Db"/> for one record or part: also what is assigned counts.</summary>
    public bool MayRead(Audience audience, Guid record) =>
        MayRead(audience) || (audience == Audience.Parties && AssignedByTeam.Contains(record)) || (audience == PartyAudience && AssignedByParty.Contains(record));

    public bool MayRead(Audience audience) => Everything || Audiences.Contains(audience);
}
