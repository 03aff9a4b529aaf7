using System.Net;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Tests.Features.Accounts;

public sealed class RoleTests
{
    private const string Nothing = "";

    [Theory, Databases]
    public async Task An_administrator_cannot_walk_in(Database database)
    {
        await using var app = await App.On(database);
        var secret = await app.Has(Some.Commitment("What the EU keeps to itself", Audience.Party("eu")));
        using var administrator = await app.As(Role.Administrator);
        var self = $"/en/accounts/{(await app.AccountOf("admin@mmsp.example")).Id}";

        var granted = await Grant(administrator, self, Role.DialogueDesk, "eu");
        Assert.Contains("waits for the party’s dialogue desk", granted.Text);
        await AssertReadsNothing();

        Assert.Contains("yourself", (await Grant(administrator, self, Role.ProgrammeManager, Nothing)).Text);
        await AssertReadsNothing();
        Assert.Equal(HttpStatusCode.Forbidden, (await administrator.Get("/en/roles/confirmations")).Status);

        async Task AssertReadsNothing()
        {
            Assert.Equal(HttpStatusCode.NotFound, (await administrator.Get($"/en/commitments/{secret.Key}")).Status);
            Assert.NotEqual(HttpStatusCode.OK, (await administrator.Get($"/en/assignments/commitment/{secret.Key}")).Status);
        }
    }

    [Theory, Databases]
    public async Task A_partys_role_takes_effect_when_its_own_desk_confirms_it(Database database)
    {
        await using var app = await App.On(database);
        var record = await app.Has(Some.Commitment("What China keeps to itself", Audience.Party("china")));
        using var administrator = await app.As(Role.Administrator);
        using var ours = await app.As(Role.DialogueDesk, "china");
        using var theirs = await app.As(Role.DialogueDesk, "eu");
        using var person = app.AsVisitor();
        var link = await administrator.Invite("new@x.example", Role.FocalPoint, "china");

        Assert.Contains("has not been accepted yet", (await ours.Get("/en/roles/confirmations")).Text);
        var (mine, _) = await person.Accept(app, link);
        Assert.Contains("read this recognition code out", mine.Text);
        Assert.Equal(HttpStatusCode.NotFound, (await person.Get($"/en/commitments/{record.Key}")).Status);
        Assert.DoesNotContain("new@x.example", (await theirs.Get("/en/roles/confirmations")).Source);

        var code = mine.Document.QuerySelector("main code")!.TextContent;
        var waiting = await ours.Get("/en/roles/confirmations");
        Assert.Contains(code, waiting.Text);

        // The other side's desk gets nowhere with the same form.
        var grant = await app.GrantOf("new@x.example", Role.FocalPoint);
        Assert.Equal(HttpStatusCode.NotFound, (await Post(theirs, "confirm", new() { ["grant"] = grant.Id.ToString(), ["code"] = code })).Status);
        Assert.Null((await app.GrantOf("new@x.example", Role.FocalPoint)).ConfirmedAt);

        await ours.Submit(waiting, new Dictionary<string, string?>(), "form[action$='/confirm']");
        Assert.Equal(HttpStatusCode.OK, (await person.Get($"/en/commitments/{record.Key}")).Status);

        // And ends at once.
        await ours.Submit(await ours.Get("/en/roles/confirmations"), new Dictionary<string, string?> { ["grant"] = grant.Id.ToString() }, "form[action$='/end']");
        Assert.Equal(HttpStatusCode.NotFound, (await person.Get($"/en/commitments/{record.Key}")).Status);
        Assert.Contains("Role ended: Focal point (China)", (await administrator.Get($"/en/accounts/{grant.Account}")).Text);
    }

    [Theory, Databases]
    public async Task A_role_is_not_confirmed_for_credentials_that_changed_meanwhile(Database database)
    {
        await using var app = await App.On(database);
        using var administrator = await app.As(Role.Administrator);
        using var person = app.AsVisitor();
        await person.Accept(app, await administrator.Invite("new@x.example", Role.FocalPoint, "eu"));
        using var desk = await app.As(Role.DialogueDesk, "eu");
        var waiting = await desk.Get("/en/roles/confirmations");
        await app.CredentialOf("new@x.example"); // somebody else's password now

        var refused = await desk.Submit(waiting, new Dictionary<string, string?>(), "form[action$='/confirm']");

        Assert.Contains("changed meanwhile", refused.Text);
        Assert.Null((await app.GrantOf("new@x.example", Role.FocalPoint)).ConfirmedAt);
    }

    [Theory, Databases]
    public async Task New_credentials_of_a_party_wait_for_its_desk_and_the_old_ones_work(Database database)
    {
        await using var app = await App.On(database);
        var old = await app.CredentialOf("focal.eu@mmsp.example");
        var link = await Reset(app, old.Email);
        using var person = app.AsVisitor();
        var (waits, secret) = await person.Accept(app, link, "eight otters under Malta");
        Assert.Contains("confirmed it", waits.Text);
        var code = waits.Document.QuerySelector("main code")!.TextContent;

        Assert.Equal("/en/sign-in", (await person.SignIn(old.Email, "eight otters under Malta", app.CodeNow(secret))).Address);
        using var owner = app.AsVisitor();
        Assert.Equal("/en/desk", (await owner.SignIn(old.Email, old.Password, app.CodeNow(old.Secret))).Address);

        using var theirs = await app.As(Role.DialogueDesk, "china");
        Assert.DoesNotContain(code, (await theirs.Get("/en/roles/confirmations")).Source);
        using var desk = await app.As(Role.DialogueDesk, "eu");
        var page = await desk.Get("/en/roles/confirmations");
        Assert.Contains(code, page.Text);
        await desk.Submit(page, new Dictionary<string, string?> { ["confirms"] = "true" }, "form[action$='/reset']");

        app.Clock.Advance(Duration.FromMinutes(1));
        Assert.StartsWith("/en/sign-in", (await owner.Get("/en/me")).Address);
        Assert.Equal("/en/desk", (await person.SignIn(old.Email, "eight otters under Malta", app.CodeNow(secret))).Address);
    }

    [Theory, Databases]
    public async Task New_credentials_that_the_desk_refuses_come_to_nothing(Database database)
    {
        await using var app = await App.On(database);
        var old = await app.CredentialOf("signatory.china@mmsp.example");
        using var person = app.AsVisitor();
        await person.Accept(app, await Reset(app, old.Email), "eight otters under Malta");
        using var desk = await app.As(Role.DialogueDesk, "china");

        var refused = await desk.Submit(await desk.Get("/en/roles/confirmations"), new Dictionary<string, string?> { ["confirms"] = "false" }, "form[action$='/reset']");

        Assert.Contains("None waits for you", refused.Text);
        Assert.Contains("/desk", (await person.SignIn(old.Email, old.Password, app.CodeNow(old.Secret))).Address);
    }

    [Theory, Databases]
    public async Task New_credentials_of_the_team_take_effect_at_once(Database database)
    {
        await using var app = await App.On(database);
        using var person = app.AsVisitor();
        var (done, secret) = await person.Accept(app, await Reset(app, "officer@mmsp.example"));
        Assert.EndsWith("/me", done.Address);

        app.Clock.Advance(Duration.FromMinutes(1));
        using var again = app.AsVisitor();
        Assert.Contains("/desk", (await again.SignIn("officer@mmsp.example", People.GoodPassword, app.CodeNow(secret))).Address);
    }

    [Theory, Databases]
    public async Task The_first_desk_of_a_party_claims_its_link_and_both_sides_see_it(Database database)
    {
        await using var app = await App.On(database);
        await app.ForgetDeskOf("china");
        using var administrator = await app.As(Role.Administrator);
        var first = await administrator.Invite("first@x.example", Role.DialogueDesk, "china");
        var second = await administrator.Invite("second@x.example", Role.DialogueDesk, "china");
        using var person = app.AsVisitor();
        using var late = app.AsVisitor();

        await person.Accept(app, first);
        Assert.Equal(HttpStatusCode.OK, (await person.Get("/en/roles/confirmations")).Status);
        await late.Accept(app, second);
        Assert.Equal(HttpStatusCode.Forbidden, (await late.Get("/en/roles/confirmations")).Status);

        foreach (var party in new[] { "eu", "china" })
        {
            using var reader = await app.As(Role.FocalPoint, party);
            Assert.Contains("claimed the role “Dialogue desk (China)”", (await reader.Get("/en/roles")).Text);
        }

        Assert.Equal(Audience.Parties, await app.Behind(db => db.Audit.Where(entry => entry.Changes.Contains("desk-claimed")).Select(entry => entry.Audience).SingleAsync()));

        // Ending it does not open the door again: an administrator's link claims nothing any more.
        var grant = await app.GrantOf("first@x.example", Role.DialogueDesk);
        await administrator.Submit(await administrator.Get($"/en/accounts/{grant.Account}"), new Dictionary<string, string?>(), "form[action$='/end']");
        using var third = app.AsVisitor();
        await third.Accept(app, await administrator.Invite("third@x.example", Role.DialogueDesk, "china"));
        Assert.Equal(HttpStatusCode.Forbidden, (await third.Get("/en/roles/confirmations")).Status);
    }

    [Theory, Databases]
    public async Task There_is_always_an_administrator(Database database)
    {
        await using var app = await App.On(database);
        using var administrator = await app.As(Role.Administrator);
        var self = $"/en/accounts/{(await app.AccountOf("admin@mmsp.example")).Id}";
        Assert.Contains("last administrator", (await End(administrator, self)).Text);

        var link = await administrator.Invite("second@x.example", Role.Administrator);
        Assert.Contains("last administrator", (await End(administrator, self)).Text); // nobody has accepted it yet

        using var second = app.AsVisitor();
        await second.Accept(app, link);
        await End(administrator, self);
        Assert.Equal(HttpStatusCode.Forbidden, (await administrator.Get("/en/accounts")).Status);
        Assert.Equal(HttpStatusCode.OK, (await second.Get("/en/accounts")).Status);
    }

    [Theory, Databases]
    public async Task Nobody_acts_for_two_sides(Database database)
    {
        await using var app = await App.On(database);
        using var administrator = await app.As(Role.Administrator);
        var officer = $"/en/accounts/{(await app.AccountOf("officer@mmsp.example")).Id}";
        var focal = $"/en/accounts/{(await app.AccountOf("focal.eu@mmsp.example")).Id}";

        Assert.Contains("another side", (await Grant(administrator, officer, Role.FocalPoint, "eu")).Text);
        Assert.Contains("another side", (await Grant(administrator, focal, Role.Signatory, "china")).Text);
        Assert.Contains("another side", (await Grant(administrator, focal, Role.ProgrammeOfficer, Nothing)).Text);
        Assert.Contains("Signatory (EU)", (await Grant(administrator, focal, Role.Signatory, "eu")).Text);
    }

    [Theory, Databases]
    public async Task What_happens_to_an_account_stands_on_its_page_and_in_nobodys_audit(Database database)
    {
        await using var app = await App.On(database);
        using var administrator = await app.As(Role.Administrator);
        await administrator.Invite("new@x.example", Role.Reader);
        var account = await app.AccountOf("new@x.example");

        Assert.Contains("Role granted: Reader", (await administrator.Get($"/en/accounts/{account.Id}")).Text);
        Assert.All(await app.Behind(db => db.Audit.Where(entry => entry.Record == account.Id).ToListAsync()), entry => Assert.Equal(Audience.Nobody, entry.Audience));

        using var person = app.AsVisitor();
        await administrator.Invite("party@x.example", Role.Reader);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.Get($"/en/accounts/{Guid.NewGuid()}")).Status);
        Assert.StartsWith("/en/sign-in", (await person.Get($"/en/accounts/{account.Id}")).Address);
    }

    [Theory, Databases]
    public async Task The_page_on_roles_is_the_table_itself(Database database)
    {
        await using var app = await App.On(database);
        using var reader = await app.As(Role.Reader);
        using var visitor = app.AsVisitor();
        Assert.StartsWith("/en/sign-in", (await visitor.Get("/en/roles")).Address);

        foreach (var (language, yes) in new[] { ("en", "yes"), ("zh", "可以") })
        {
            var page = await reader.Get($"/{language}/roles");
            var roles = page.Document.QuerySelectorAll("#may thead th[data-role]").Select(head => Enum.Parse<Role>(head.GetAttribute("data-role")!)).ToList();
            var shown = page.Document.QuerySelectorAll("#may tbody tr").Select(row => (
                row.GetAttribute("data-act")!,
                row.QuerySelectorAll("td").Zip(roles).Where(cell => cell.First.TextContent.Trim() == yes).Select(cell => cell.Second).ToList())).ToList();

            Assert.Equal(Permissions.Table.Select(row => row.Act), shown.Select(row => row.Item1));
            Assert.All(shown.Zip(Permissions.Table), pair => Assert.Equal(pair.Second.Roles.Order(), pair.First.Item2.Order()));
        }
    }

    [Theory, Databases]
    public async Task Team_and_desk_each_assign_what_is_theirs_to_their_own_translators(Database database)
    {
        await using var app = await App.On(database);
        var tabled = await app.Has(Some.Commitment("Tabled by both", Audience.Parties));
        var kept = await app.Has(Some.Commitment("Kept by the EU", Audience.Party("eu")));
        using var manager = await app.As(Role.ProgrammeManager);
        using var desk = await app.As(Role.DialogueDesk, "eu");
        using var translator = await app.As(Role.Translator);
        using var ours = await app.As(Role.Translator, "eu");
        using var theirs = await app.As(Role.Translator, "china");

        Assert.Equal(HttpStatusCode.NotFound, (await manager.Get($"/en/assignments/commitment/{kept.Key}")).Status);
        Assert.Contains("Nothing to assign", (await desk.Get($"/en/assignments/commitment/{tabled.Key}")).Text);
        await AssertReads(translator, tabled, false);
        await AssertReads(ours, kept, false);

        var byTeam = await manager.Submit(await manager.Get($"/en/assignments/commitment/{tabled.Key}"), new Dictionary<string, string?>());
        Assert.Contains("Take back", byTeam.Text);
        Assert.DoesNotContain("SPÉCIMEN", byTeam.Text);
        await desk.Submit(await desk.Get($"/en/assignments/commitment/{kept.Key}"), new Dictionary<string, string?>());

        await AssertReads(translator, tabled, true);
        await AssertReads(translator, kept, false);
        await AssertReads(ours, kept, true);
        await AssertReads(ours, tabled, false);
        await AssertReads(theirs, kept, false);

        await desk.Submit(await desk.Get($"/en/assignments/commitment/{kept.Key}"), new Dictionary<string, string?>());
        await AssertReads(ours, kept, false);

        static async Task AssertReads(Browser reader, Entity record, bool reads) =>
            Assert.Equal(reads ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await reader.Get($"/en/commitments/{record.Key}")).Status);
    }

    private static async Task<Page> Grant(Browser administrator, string account, Role role, string party) =>
        await administrator.Submit(await administrator.Get(account), new Dictionary<string, string?> { ["role"] = role.ToString(), ["party"] = party }, "form#grant");

    private static async Task<Page> End(Browser administrator, string account) =>
        await administrator.Submit(await administrator.Get(account), new Dictionary<string, string?>(), "form[action$='/end']");

    private static async Task<Page> Post(Browser desk, string verb, Dictionary<string, string?> fields)
    {
        var page = await desk.Get("/en/roles/confirmations");
        var token = page.Document.QuerySelector("input[name=form-token]")!.GetAttribute("value")!;
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Key, field.Value!)).Append(KeyValuePair.Create("form-token", token)));
        return await Page.From(await desk.Http.PostAsync("/en/roles/confirmations/" + verb, content));
    }

    private static async Task<string> Reset(App app, string email)
    {
        using var administrator = await app.As(Role.Administrator);
        var page = await administrator.Get($"/en/accounts/{(await app.AccountOf(email)).Id}");
        return People.LinkOn(await administrator.Submit(page, new Dictionary<string, string?>(), "form#link"));
    }
}
