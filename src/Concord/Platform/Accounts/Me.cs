using Concord.Domain.Common;
using Concord.Platform.Database;

namespace Concord.Platform.Accounts;

/// <summary>Who is asking, in this request or this piece of work. A visitor until <see cref="Is"/> says otherwise.</summary>
internal sealed class Me
{
    private IReadOnlyList<(Role Role, string? Party)> roles = [];

    /// <summary>The account; null for a visitor and for the program's own work.</summary>
    public Guid? Id { get; private set; }

    /// <summary>What works when no person does (load, outbox); null for people.</summary>
    public string? Origin { get; private set; }

    public Account? Account { get; private set; }

    /// <summary>The sign-in this request belongs to; null for a visitor, the program, and whoever was only just let in.</summary>
    public SignIn? SignIn { get; private set; }

    /// <summary>Whether a role of mine needs a second factor and I have signed in with a password alone: until that is mended I have no role.</summary>
    public bool LacksSecondFactor { get; private set; }

    public Clearance Clearance { get; private set; } = Clearance.Visitor;

    public bool IsSignedIn => Id is not null;

    /// <summary>Whether I take part in the programme: everybody who is signed in but an administrator and nothing else.</summary>
    public bool IsMember => IsSignedIn && Clearance.MayRead(Audience.Programme);

    public IReadOnlyList<(Role Role, string? Party)> Roles => roles;

    /// <summary>Key of the party I act for; null when for none.</summary>
    public string? Party => roles.Select(role => role.Party).FirstOrDefault(party => party is not null);

    /// <summary>Whether one of my roles may do it: see <see cref="Permissions"/>.</summary>
    public bool Can(string act) => Permissions.Allows(act, roles.Select(role => role.Role), IsSignedIn);

    public void Is(Account account, IEnumerable<RoleGrant> grants, IEnumerable<Assignment> assignments, SignIn? signIn = null, bool lacksSecondFactor = false)
    {
        (Id, Account, SignIn, LacksSecondFactor) = (account.Id, account, signIn, lacksSecondFactor);
        roles = [.. grants.Where(grant => grant.IsInEffect && !lacksSecondFactor).Select(grant => (grant.Role, grant.Party))];
        var mine = lacksSecondFactor ? [] : assignments.ToList();
        Clearance = Clearance.Of(roles.SelectMany(role => AudiencesOf(role.Role, role.Party))).With(
            mine.Where(one => one.Party is null).Select(one => one.Record),
            roles.FirstOrDefault(role => role.Role == Role.Translator).Party,
            mine.Where(one => one.Party is not null).Select(one => one.Record));
    }

    /// <summary>The program itself, behind every audience. Callers are listed in a test.</summary>
    public void IsTheProgram(string origin) => (Origin, Clearance) = (origin, Clearance.ForEverything());

    /// <summary>What each role reads (the table of DESIGN, rule 2).</summary>
    public static IEnumerable<Audience> AudiencesOf(Role role, string? party) => role switch
    {
        Role.ProgrammeManager or Role.ProgrammeOfficer or Role.ProtectionAdviser => [Audience.Programme, Audience.Parties, Audience.Team],
        Role.DialogueDesk or Role.FocalPoint or Role.Signatory => [Audience.Programme, Audience.Parties, Audience.Party(party!)],
        Role.Translator or Role.Donor or Role.Reader => [Audience.Programme],
        _ => [], // the administrator is no member
    };
}
