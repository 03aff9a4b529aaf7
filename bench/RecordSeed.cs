using System.Globalization;
using System.Security.Claims;
using Concord.Domain.Common;
using Concord.Domain.Records;
using Concord.Domain.Rounds;
using Concord.Features.Records;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Outbox;
using Concord.Records;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NodaTime;
using Paragraph = Concord.Domain.Records.Paragraph;

namespace Concord.Bench;

/// <summary>Somebody who is signed in.</summary>
/// <param name="Cookie">Name and value.</param>
/// <param name="Secret">Of the authenticator: base 32.</param>
internal sealed record Somebody(string Cookie, string? Party, string Email, string Secret);

/// <summary>
/// A joint record of three hundred paragraphs with twenty versions each, saved one after the other as people would; records that all sides
/// have agreed to; and the people. For measuring only: nothing of it is a fact.
/// </summary>
internal sealed class RecordSeed(WebApplication app)
{
    public const int Paragraphs = 300;
    public const int Versions = 20;

    /// <summary>Every so manieth paragraph stands contested at the end.</summary>
    public const int Contested = 8;
    public const string Password = "seven herons over Wuhan";

    private const int Drafts = 10;
    private static readonly Instant long_ago = Instant.FromUtc(2026, 1, 1, 0, 0);

    /// <returns>Key of the record.</returns>
    public async Task<string> SowAsync()
    {
        var (record, key) = await OpenAsync("Joint record under negotiation", "谈判中的联合纪要");
        await AddAsync(record);
        for (var version = 2; version <= Versions; version++)
        {
            var now = version;
            await InAsync(async db =>
            {
                foreach (var (number, paragraph) in (await Ordered(db, record)).Index())
                {
                    var contest = now == Versions ? number % Contested == 0 : now % 5 == 0;
                    if (contest) paragraph.Propose(now % 2 == 0 ? "eu" : "china", paragraphs[number](now));
                    else paragraph.Says(paragraphs[number](now));
                }
            });
        }

        await InAsync(async db =>
        {
            foreach (var (number, paragraph) in (await Ordered(db, record)).Index())
            {
                if (number % Contested != 0 && number % 3 == 0) paragraph.Clear("eu", Clearing.Agreed, null, long_ago, ["en", "zh"]);
                if (number % Contested != 0 && number % 6 == 0) paragraph.Clear("china", Clearing.AdReferendum, null, long_ago, ["en", "zh"]);
                if (number % (Paragraphs / Drafts) == 1) db.Add(new Proposal(paragraph, number % 2 == 0 ? "eu" : "china", paragraphs[number](Versions + 1)) { Fictitious = true });
            }
        });
        return key;
    }

    /// <summary>A record that waits for nothing but the signatures.</summary>
    public async Task<string> SowAgreedAsync(int number)
    {
        var (record, key) = await OpenAsync($"Joint record {number}, agreed", $"联合纪要之{number}（已商定）");
        await AddAsync(record);
        await using var scope = Scope();
        var (db, doubts) = (scope.ServiceProvider.GetRequiredService<Db>(), scope.ServiceProvider.GetRequiredService<Doubts>());
        await doubts.PrepareAsync(CancellationToken.None);
        foreach (var paragraph in await Ordered(db, record))
        {
            foreach (var party in new[] { "eu", "china" })
            {
                foreach (var doubt in doubts.Of(paragraph).Where(doubt => doubt.IsError)) paragraph.Waive(doubt.Id, party, Text.In("en", "For measuring"), null, long_ago);
                paragraph.Clear(party, Clearing.Agreed, null, long_ago, ["en", "zh"]);
            }
        }

        await db.SaveChangesAsync();
        return key;
    }

    /// <summary>Somebody with a role, signed in as the sign-in page would have it.</summary>
    public async Task<Somebody> SomebodyAsync(Role role, string? party, int number)
    {
        await using var scope = Scope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var credentials = scope.ServiceProvider.GetRequiredService<Credentials>();
        var email = string.Create(CultureInfo.InvariantCulture, $"{role}-{party}-{number}@bench.example").ToLowerInvariant();
        var name = Text.In("en", $"{party} {role} {number}").With("zh", new($"{party}{role}{number}"));
        var account = new Account { Id = Guid.CreateVersion7(), Email = email, UserName = email, NormalizedEmail = email.ToUpperInvariant(), NormalizedUserName = email.ToUpperInvariant(), Name = name, Language = "en", Fictitious = true };
        db.Accounts.Add(account);
        var secret = Totp.NewSecret();
        await credentials.SetAsync(account, hash ??= credentials.Hash(Password), secret);
        var now = NodaTime.SystemClock.Instance.GetCurrentInstant();
        db.Grants.Add(new() { Account = account.Id, Role = role, Party = party, GrantedAt = now, ConfirmedAt = now });
        var signIn = SignIn.Of(account, SignInMethod.Password, "", now);
        db.SignIns.Add(signIn);
        await db.SaveChangesAsync();

        var options = app.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme);
        var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, account.Id.ToString()), new(AccountsSetup.SignInClaim, signIn.Id.ToString())], CookieAuthenticationDefaults.AuthenticationScheme);
        var ticket = new AuthenticationTicket(new(identity), new() { IssuedUtc = DateTimeOffset.UtcNow, ExpiresUtc = DateTimeOffset.UtcNow.AddHours(12) }, CookieAuthenticationDefaults.AuthenticationScheme);
        return new($"{options.Cookie.Name}={options.TicketDataFormat.Protect(ticket)}", party, email, secret);
    }

    /// <summary>Reads what the paragraphs are made of: the programme's own commitments, terms and organisations.</summary>
    public async Task PrepareAsync()
    {
        await using var scope = Scope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var commitments = Pairs(await db.Commitments.AsNoTracking().Where(one => one.Key.StartsWith("CM-")).OrderBy(one => one.Key).Select(one => one.Name).ToListAsync());
        var terms = Pairs(await db.Terms.AsNoTracking().OrderBy(one => one.Key).Select(one => one.Name).ToListAsync());
        var organisations = Pairs(await db.Organisations.AsNoTracking().Where(one => one.Url != null).OrderBy(one => one.Key).Select(one => one.Name).ToListAsync());
        for (var number = 0; number < Paragraphs; number++)
        {
            var (commitment, term, organisation, own) = (commitments[number % commitments.Count], terms[(number * 7) % terms.Count], organisations[(number * 3) % organisations.Count], number);
            paragraphs.Add(version => Words(commitment, term, organisation, own, version));
        }
    }

    /// <summary>Does what waits, as the worker would.</summary>
    public async Task SettleAsync()
    {
        var worker = app.Services.GetRequiredService<OutboxWorker>();
        while (await worker.DoDueAsync(CancellationToken.None) > 0)
        {
        }

        await using var scope = Scope();
        await scope.ServiceProvider.GetRequiredService<Db>().Database.ExecuteSqlRawAsync("analyze");
    }

    private readonly List<Func<int, Text>> paragraphs = [];
    private string? hash;

    private static List<(string English, string Chinese)> Pairs(IEnumerable<Text> texts) =>
        [.. texts.Where(text => text["en"] is not null && text["zh"] is not null).Select(text => (text["en"]!.Text, text["zh"]!.Text))];

    /// <summary>What a paragraph says in its nth version: numbers, dates, an organisation and a term, each the same in both languages.</summary>
    private static Text Words((string English, string Chinese) commitment, (string English, string Chinese) term, (string English, string Chinese) organisation, int number, int version)
    {
        var (day, people, cities) = (new LocalDate(2027, 1, 1).PlusDays((number * 11) + (version * 30)), 100 + number + version, 3 + (number % 12));
        return Text.In("en", string.Create(CultureInfo.InvariantCulture, $"{commitment.English.TrimEnd('.')}. By {day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}, the {organisation.English} will train {people} officials in {cities} cities on {term.English} (work item {1000 + number})."))
            .With("zh", new(string.Create(CultureInfo.InvariantCulture, $"{commitment.Chinese.TrimEnd('。')}。{organisation.Chinese}将于{day.Year}年{day.Month}月{day.Day}日前就{term.Chinese}在{cities}个城市培训{people}名官员（工作项{1000 + number}）。")));
    }

    private async Task<(Guid Id, string Key)> OpenAsync(string english, string chinese)
    {
        await using var scope = Scope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var round = await db.Rounds.SingleAsync(one => one.Key == "demo-dialogue-2027");
        var record = new JointRecord(round.Id, Text.In("en", english).With("zh", new(chinese))) { Audience = Audience.Parties, Fictitious = true };
        db.Add(record);
        await db.SaveChangesAsync();
        return (record.Id, record.Key);
    }

    private Task AddAsync(Guid record) => InAsync(async db =>
    {
        var round = await db.JointRecords.Where(one => one.Id == record).Select(one => one.RoundId).SingleAsync();
        var items = (await db.AgendaItems.AsNoTracking().Where(one => one.RoundId == round).OrderBy(one => one.Sequence).ToListAsync()).FindAll(one => one.IsTabled);
        for (var number = 0; number < Paragraphs; number++)
        {
            var paragraph = new Paragraph(record, number % 2 == 0 ? ParagraphKind.Commitment : ParagraphKind.Text, paragraphs[number](1)) { Audience = Audience.Parties, Fictitious = true };
            paragraph.StandAt((number + 1) * Paragraph.Step, items[number * items.Count / Paragraphs].Id);
            db.Add(paragraph);
        }
    });

    private static Task<List<Paragraph>> Ordered(Db db, Guid record) => db.Paragraphs.Where(one => one.RecordId == record).OrderBy(one => one.Sequence).ToListAsync();

    private async Task InAsync(Func<Db, Task> work)
    {
        await using var scope = Scope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        await work(db);
        await db.SaveChangesAsync();
    }

    private AsyncServiceScope Scope()
    {
        var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Me>().IsTheProgram("bench");
        return scope;
    }
}
