using System.Net;
using Concord.Platform.Accounts;
using Concord.Tests.Secrets;
using Concord.Tests.Support;

namespace Concord.Tests.Roles;

/// <summary>Who may do what: the table of DESIGN, written here a second time, and held against the application row by row and door by door.</summary>
public sealed class RolesTests
{
    /// <summary>One column per role, an x where it may.</summary>
    private const string Expected = """
                            Administrator ProgrammeManager ProgrammeOfficer ProtectionAdviser DialogueDesk FocalPoint Signatory Translator Donor Reader
        EnterWorkspace      x             x                x                x                 x            x          x         x          x     x
        EditOrganisations   -             x                x                -                 x            -          -         -          -     -
        SeePeople           -             x                x                x                 x            x          -         -          -     -
        EditPeople          -             x                x                -                 x            x          -         -          -     -
        EditActivities      -             x                x                -                 -            -          -         -          -     -
        EditCommitments     -             x                -                -                 x            -          -         -          -     -
        ReportProgress      -             x                x                -                 x            x          -         -          -     -
        Release             -             -                -                -                 x            -          -         -          -     -
        EditRounds          -             x                -                -                 x            -          -         -          -     -
        PrepareRounds       -             x                -                -                 x            x          -         -          -     -
        DraftRecords        -             x                -                -                 x            -          -         x          -     -
        NegotiateRecords    -             -                -                -                 x            -          -         -          -     -
        SignRecords         -             -                -                -                 -            -          x         -          -     -
        EditTerms           -             x                x                -                 x            -          -         x          -     -
        Translate           -             x                x                -                 x            -          -         x          -     -
        CheckTexts          -             x                x                x                 x            x          x         x          -     -
        EditProgramme       -             x                -                -                 -            -          -         -          -     -
        Withdraw            -             x                -                -                 x            -          -         -          -     -
        ReadAudit           -             x                -                -                 x            -          -         -          -     -
        ManageAccounts      x             -                -                -                 -            -          -         -          -     -
        Operate             x             -                -                 -                 -            -          -         -          -     -
        ConfirmRoles        -             -                -                -                 x            -          -         -          -     -
        AssignTranslators   -             x                -                -                 x            -          -         -          -     -
        """;

    /// <summary>What every account may open that has signed in, whatever its roles, and why.</summary>
    private static readonly Dictionary<string, string> ForEveryAccount = new()
    {
        ["{language:language}/me/passkeys/new/{handler:regex(^(options)$)?}"] = "one's own passkeys",
        ["{language:language}/me/passkeys/{handler:regex(^(rename|remove)$)?}"] = "one's own passkeys",
        ["{language:language}/me/prove/{handler:regex(^(options|passkey)$)?}"] = "to prove again that it is oneself",
        ["{language:language}/me/authenticator/{handler:regex(^(remove)$)?}"] = "one's own second factor",
        ["{language:language}/me/recovery-codes"] = "one's own second factor",
        ["{language:language}/me/password"] = "one's own password",
        ["{language:language}/me/providers/{handler:regex(^unlink$)?}"] = "one's own ways in",
        ["{language:language}/me/{handler:regex(^(language|everywhere|device)$)?}"] = "one's own account",
        ["{language:language}/me/mail"] = "the mail to oneself",
        ["{language:language}/me/mail/choices/{handler:regex(^(arrives)$)?}"] = "which mail one wants",
        ["{language:language}/me/mail/{id:guid}"] = "one mail to oneself",
        ["{language:language}/roles"] = "the table of permissions itself",
        ["{language:language}/sign-in/kept"] = "what one had sent oneself, before signing in again",
        ["{language:language}/sign-out"] = "the way out",
    };

    [Fact]
    public void The_table_in_code_is_the_table_we_agreed_on()
    {
        var told = Permissions.Table.Select(row => $"{row.Act}: {string.Join(", ", row.Roles.Order())}").Order(StringComparer.Ordinal);

        Assert.Equal(Table().Select(row => $"{row.Key}: {string.Join(", ", row.Value.Order())}").Order(StringComparer.Ordinal), told);
    }

    [Fact]
    public async Task Every_address_is_open_to_all_or_asks_for_a_row_of_the_table()
    {
        await using var app = await App.On(Database.Sqlite);
        var unguarded = (await Site.Routes(app)).Where(route => !route.IsForAnyone && (!route.Acts.Any() || route.Acts.Any(act => !Table().ContainsKey(act)))).Select(route => route.Pattern);

        Assert.Equal(ForEveryAccount.Keys.Order(StringComparer.Ordinal), unguarded.Order(StringComparer.Ordinal));
    }

    [Theory, Databases]
    public async Task Every_door_opens_to_those_of_the_table_and_to_nobody_else(Database database)
    {
        await using var app = await App.On(database);
        var table = Table();
        var routes = await Site.Routes(app);
        var wrong = new List<string>();
        foreach (var reader in Site.Readers)
        {
            using var browser = await reader.In(app);
            foreach (var route in routes)
            {
                // What stands in the address does not matter: the door is asked before the page looks for the record.
                var values = route.Parameters.Where(name => !route.MayBeLeftOut(name)).ToDictionary(name => name, name => route.MustBeGuid(name) ? "01234567-0000-7000-8000-000000000000" : "never-existed");
                foreach (var method in route.Methods)
                {
                    using var request = new HttpRequestMessage(new(method), route.Address("en", values));
                    if (method == "POST") request.Content = new FormUrlEncodedContent([]);
                    using var answer = await browser.Http.SendAsync(request);
                    var may = route.IsForAnyone || (reader.Role is { } role && route.Acts.All(act => table[act].Contains(role)));
                    var got = answer.StatusCode == HttpStatusCode.Forbidden ? "refused" : !route.IsForAnyone && Addresses.IsSignIn(answer) ? "sent to sign in" : "let in";
                    var should = may ? "let in" : reader.Role is null ? "sent to sign in" : "refused";

                    // Whoever is not signed in is out already, and is led home.
                    if (reader.Role is null && route.Pattern.EndsWith("/sign-out", StringComparison.Ordinal) && answer.Headers.Location?.ToString() == "/en/") continue;
                    if (got != should) wrong.Add($"{reader}: {method} {route.Pattern} was {got} ({(int)answer.StatusCode}), not {should}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static Dictionary<string, HashSet<Role>> Table()
    {
        var lines = Expected.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        var roles = lines[0].Select(Enum.Parse<Role>).ToList();
        return lines.Skip(1).ToDictionary(line => line[0], line => roles.Where((_, column) => line[column + 1] == "x").ToHashSet());
    }
}
