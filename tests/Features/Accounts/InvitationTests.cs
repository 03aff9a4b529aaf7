using System.Net;
using Concord.Domain.Common;
using Concord.Features.Accounts;
using Concord.Platform.Accounts;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Concord.Tests.Features.Accounts;

public sealed class InvitationTests
{
    [Theory, Databases]
    public async Task A_link_opens_an_account_once(Database database)
    {
        await using var app = await App.On(database);
        using var administrator = await app.As(Role.Administrator);
        var link = await administrator.Invite("new@x.example", Role.ProgrammeOfficer);
        using var person = app.AsVisitor();

        var (accepted, secret) = await person.Accept(app, link);
        Assert.Equal("/en/me", accepted.Address);
        Assert.Contains("Programme officer", accepted.Text);

        using var second = app.AsVisitor();
        var again = await second.Get(new Uri(link).PathAndQuery);
        Assert.Equal(HttpStatusCode.NotFound, again.Status);
        Assert.Contains("works once", again.Text);

        app.Clock.Advance(Duration.FromMinutes(1));
        Assert.Equal("/en/desk", (await second.SignIn("new@x.example", People.GoodPassword, app.CodeNow(secret))).Address);
        Assert.Contains("Somebody NEW", (await administrator.Get("/en/accounts?q=new%40x")).Text);
    }

    [Theory, Databases]
    public async Task Sent_twice_at_once_it_works_once(Database database)
    {
        await using var app = await App.On(database);
        using var administrator = await app.As(Role.Administrator);
        var link = new Uri(await administrator.Invite("new@x.example", Role.Reader)).PathAndQuery;
        using var person = app.AsVisitor();
        var page = await person.Get(link);
        var fields = new Dictionary<string, string?> { ["Input.Password"] = People.GoodPassword, ["Input.Code"] = app.CodeNow(People.SecretOn(page)) };

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => person.Submit(page, fields))));

        // Whoever was too late may have got the sign-in of the one that was not; nobody got an error of ours.
        Assert.All(answers, answer => Assert.True((int)answer.Status < 500));
        Assert.Equal(1, await app.Behind(db => db.Audit.CountAsync(entry => entry.Changes.Contains("accepted"))));
    }

    [Theory, Databases]
    public async Task A_link_ends_after_seven_days_or_with_the_next(Database database)
    {
        await using var app = await App.On(database);
        using var administrator = await app.As(Role.Administrator);
        var first = await administrator.Invite("new@x.example", Role.Reader);
        using var person = app.AsVisitor();
        app.Clock.Advance(Invitation.Lifetime - Duration.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await person.Get(new Uri(first).PathAndQuery)).Status);
        app.Clock.Advance(Duration.FromMinutes(1));
        Assert.Equal(HttpStatusCode.NotFound, (await person.Get(new Uri(first).PathAndQuery)).Status);

        using var later = await app.As(Role.Administrator); // the first sign-in has expired
        var account = $"/en/accounts/{(await app.AccountOf("new@x.example")).Id}";
        var second = People.LinkOn(await later.Submit(await later.Get(account), new Dictionary<string, string?>(), "form#link"));
        var third = People.LinkOn(await later.Submit(await later.Get(account), new Dictionary<string, string?>(), "form#link"));
        Assert.Equal(HttpStatusCode.NotFound, (await person.Get(new Uri(second).PathAndQuery)).Status);
        Assert.Equal(HttpStatusCode.OK, (await person.Get(new Uri(third).PathAndQuery)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await person.Get("/en/invitation/" + new string('A', 43))).Status);
    }

    [Theory, Databases]
    public async Task Weak_passwords_and_wrong_codes_are_refused_at_the_field(Database database)
    {
        await using var app = await App.On(database);
        using var administrator = await app.As(Role.Administrator);
        var link = new Uri(await administrator.Invite("margarete.muster@x.example", Role.Reader)).PathAndQuery;
        using var person = app.AsVisitor();
        var page = await person.Get(link);
        var secret = People.SecretOn(page);

        foreach (var (password, says) in new[] { ("short", "too short"), ("1qaz2wsx3edc", "tried first"), ("aaaaaaaaaaaaaaaa", "tried first"), ("Margarete the brave", "your name"), ("welcome to MMSP now", "your name") })
        {
            var refused = await person.Submit(page, new Dictionary<string, string?> { ["Input.Password"] = password, ["Input.Code"] = app.CodeNow(secret) });
            Assert.Contains(says, refused.Text);
            Assert.Equal(secret, People.SecretOn(refused)); // the phone keeps what it has scanned
        }

        var wrong = await person.Submit(page, new Dictionary<string, string?> { ["Input.Password"] = People.GoodPassword, ["Input.Code"] = app.WrongCode(secret) });
        Assert.Contains("not the code", wrong.Text);
        Assert.Equal(HttpStatusCode.OK, (await person.Get(link)).Status);
    }

    [Theory, Databases]
    public async Task The_first_administrator_comes_by_a_link_of_the_command_line(Database database)
    {
        await using var app = await App.On(database, demo: false);
        var forgotten = await Link(app);
        var link = await Link(app);
        using var person = app.AsVisitor();
        Assert.Equal(HttpStatusCode.NotFound, (await person.Get(new Uri(forgotten).PathAndQuery)).Status);

        var (accepted, _) = await person.Accept(app, link, more: new() { ["Input.Email"] = "first@x.example", ["Input.Names[en]"] = "First ONE", ["Input.Names[zh]"] = "第一" });
        Assert.Equal("/en/me", accepted.Address);
        Assert.Contains("first@x.example", (await person.Get("/en/accounts")).Text);

        static async Task<string> Link(App app)
        {
            await using var scope = app.Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<InviteAdministrator>().LinkAsync("http://localhost:5080");
        }
    }

    [Theory, Databases]
    public async Task An_invitation_with_mistakes_keeps_what_was_typed(Database database)
    {
        await using var app = await App.On(database);
        using var administrator = await app.As(Role.Administrator);
        var page = await administrator.Get("/zh/accounts/invite");
        var fields = new Dictionary<string, string?> { ["Input.Email"] = "no address", ["Input.Names[zh]"] = "王小明", ["Input.Language"] = "zh", ["Input.Role"] = "DialogueDesk" };
        var refused = await administrator.Submit(page, fields);
        Assert.Contains("电子邮件地址格式不正确", refused.Text);
        Assert.Contains("王小明", refused.Source);

        fields["Input.Email"] = "ok@x.example";
        Assert.Contains("该角色属于某一方", (await administrator.Submit(page, fields)).Text);
        fields["Input.Email"] = "Officer@MMSP.example";
        fields["Input.Role"] = "Reader";
        Assert.Contains("已有账户", (await administrator.Submit(page, fields)).Text);
        Assert.Null(await app.Behind(db => db.Accounts.SingleOrDefaultAsync(one => one.Email == "ok@x.example")));
    }
}
