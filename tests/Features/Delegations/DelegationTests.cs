using System.Net;
using Concord.Domain.Common;
using Concord.Domain.People;
using Concord.Domain.Rounds;
using Concord.Features.Delegations;
using Concord.Platform.Accounts;
using Concord.Tests.Support;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Delegate = Concord.Domain.Rounds.Delegate;

namespace Concord.Tests.Features.Delegations;

/// <summary>Who comes to a round: named by each side for itself, in the order of protocol, tabled, printed, and forgotten in time.</summary>
public sealed class DelegationTests
{
    private const string Address = "/en/dialogue/a-coming-round/delegations";
    private const string Form = "/en/delegates/new/edit?round=a-coming-round";

    [Theory, Databases]
    public async Task A_side_names_its_people_orders_them_and_tables_them(Database database)
    {
        await using var app = await App.On(database);
        await app.Has(Some.Round());
        using var focal = await app.As(Role.FocalPoint, "eu");
        Assert.Contains("Nobody has been named yet", (await focal.Get(Address)).Text);
        await Name(focal, "Clara BEISPIEL", "克拉拉·拜施皮尔", "Interpreter");
        await Name(focal, "Marta EXEMPLE", "玛尔塔·埃克桑普勒", "Head");

        using var china = await app.As(Role.DialogueDesk, "china");
        Assert.DoesNotContain("EXEMPLE", (await china.Get(Address)).Source);
        Assert.Contains(">Delegations</a>", (await china.Get("/en/dialogue/a-coming-round")).Source);

        using var eu = await app.As(Role.DialogueDesk, "eu");
        var page = await eu.Get(Address);
        var head = await app.Behind(db => db.Delegates.SingleAsync(one => !one.Fictitious && one.Role == DelegateRole.Head));
        await eu.Submit(page, new Dictionary<string, string?> { ["up"] = "true" }, $"[id='{head.Key}'] form");
        Assert.Equal(["Marta EXEMPLE", "Clara BEISPIEL"], Names(await eu.Get(Address)));
        Assert.Empty((await focal.Get(Address)).Document.QuerySelectorAll("form[action$='/table']"));

        var second = await eu.Submit(await eu.Get(Form), new Dictionary<string, string?> { ["Input.Name.Words[en]"] = "Luca ESEMPIO", ["Input.Role"] = "Head" });
        Assert.Contains("headed by Marta EXEMPLE already", second.Text);

        Assert.Contains("2 people named for the delegation of EU are not tabled yet", (await eu.Get("/en/desk")).Text);
        await eu.Submit(await eu.Get(Address), new Dictionary<string, string?>(), "form[action$='/table']");
        var zh = await china.Get("/zh/dialogue/a-coming-round/delegations");
        Assert.Equal(["玛尔塔·埃克桑普勒", "克拉拉·拜施皮尔"], Names(zh));
        Assert.DoesNotContain("草案", zh.Text);
        Assert.Contains("Delegations: 2", (await china.Get("/en/dialogue/a-coming-round")).Text);

        // Tabled, the order of protocol is the desk's; and nobody touches another side's delegation.
        Assert.Empty((await focal.Get(Address)).Document.QuerySelectorAll("form[action$='/move']"));
        Assert.Empty(zh.Document.QuerySelectorAll("form[action$='/move']"));
        Assert.Equal(HttpStatusCode.Forbidden, (await china.Get($"/en/delegates/{head.Key}/edit")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await china.Get($"/en/delegates/{head.Key}/erase")).Status);
        foreach (var role in new[] { Role.Donor, Role.Administrator })
        {
            using var other = await app.As(role, null);
            Assert.DoesNotContain("EXEMPLE", (await other.Get(Address)).Source);
            Assert.Equal(HttpStatusCode.NotFound, (await other.Get($"/en/delegates/{head.Key}")).Status);
        }
    }

    [Theory, Databases]
    public async Task Who_is_known_need_only_be_chosen_and_is_forgotten_everywhere_at_once(Database database)
    {
        await using var app = await App.On(database);
        await app.Has(Some.Round());
        var person = await app.Behind(db => db.People.Include(one => one.Organisation).FirstAsync(one => one.Organisation!.Party == "china"));
        using var china = await app.As(Role.DialogueDesk, "china");
        await china.Submit(await china.Get(Form), new Dictionary<string, string?> { ["Input.Person"] = person.Id.ToString() });
        var entry = await app.Behind(db => db.Delegates.SingleAsync(one => !one.Fictitious));
        Assert.Equal((person.Name, person.Position, person.OrganisationId), (entry.Name, entry.Position, entry.OrganisationId));
        Assert.Contains("Entries in delegations", (await china.Get($"/en/people/{person.Key}/erase")).Text);

        await app.Behind(async db =>
        {
            await db.EraseAsync(await db.People.SingleAsync(one => one.Id == person.Id), "On request");
            return 0;
        });

        await app.Settle();
        Assert.Empty(await app.Behind(db => db.Delegates.Where(one => !one.Fictitious).ToListAsync()));
        var name = person.Name["en"]!.Text;
        Assert.Empty(await app.Behind(db => db.Audit.Where(one => one.Record == entry.Id && one.Changes.Contains(name)).ToListAsync()));
        Assert.Empty(await app.Behind(db => db.SearchEntries.Where(one => one.Record == entry.Id).ToListAsync()));
        Assert.Equal("erased", (await app.Behind(db => db.Audit.Where(one => one.Record == entry.Id).OrderBy(one => one.Id).LastAsync())).Action);
    }

    [Theory, Databases]
    public async Task An_entry_is_erased_on_request_and_by_itself_on_its_date(Database database)
    {
        await using var app = await App.On(database);
        await app.Has(Some.Round());
        using var focal = await app.As(Role.FocalPoint, "china");
        await Name(focal, "Li SHILI", "李示例", "Member");
        await Name(focal, "Wang YANGBEN", "王样本", "Member");
        var (li, wang) = await app.Behind(async db => (await db.Delegates.SingleAsync(one => !one.Fictitious && one.Sequence == 0), await db.Delegates.SingleAsync(one => !one.Fictitious && one.Sequence == 1)));
        Assert.Equal(new PartialDate(2028, 4, 30), li.RetainUntil);

        var names = await focal.Submit(await focal.Get($"/zh/delegates/{li.Key}/erase"), new Dictionary<string, string?> { ["Reason"] = "李示例要求" }, "main form");
        Assert.Contains("请去掉姓名后重新填写", names.Text);
        await focal.Submit(names, new Dictionary<string, string?> { ["Reason"] = "本人要求" }, "main form");
        Assert.DoesNotContain("李示例", (await focal.Get("/zh/dialogue/a-coming-round/delegations")).Source);

        app.Clock.Reset(Instant.FromUtc(2028, 4, 30, 12, 0));
        Assert.Equal(0, await Forget(app));
        app.Clock.Reset(Instant.FromUtc(2028, 5, 1, 12, 0));
        Assert.Equal(1, await Forget(app));
        Assert.Empty(await app.Behind(db => db.Delegates.Where(one => !one.Fictitious).ToListAsync()));
        Assert.DoesNotContain(await app.Behind(db => db.Audit.Where(one => one.Record == wang.Id).Select(one => one.Changes + one.RecordKey).ToListAsync()), told => told.Contains("样本", StringComparison.Ordinal) || told.Contains(wang.Key, StringComparison.Ordinal));
    }

    [Theory, Databases]
    public async Task The_protocol_list_is_printed_in_both_languages_and_is_a_sound_document(Database database)
    {
        await using var app = await App.On(database);
        await app.Has(Some.Round());
        using var eu = await app.As(Role.DialogueDesk, "eu");
        await Name(eu, "Marta EXEMPLE", "玛尔塔·埃克桑普勒", "Head");
        await eu.Submit(await eu.Get(Address), new Dictionary<string, string?>(), "form[action$='/table']");
        using var china = await app.As(Role.Signatory, "china");

        var page = await china.Get("/zh/dialogue/a-coming-round/protocol");
        Assert.Contains("Protocol list", page.Text);
        Assert.Equal(["zh", "en"], page.Document.QuerySelectorAll(".protocol td strong").Select(one => one.GetAttribute("lang")));
        Assert.Contains("团长", page.Text);
        Assert.Contains("head of delegation", page.Text);

        var bytes = await china.Http.GetByteArrayAsync("/zh/dialogue/a-coming-round/protocol/docx");
        using var document = WordprocessingDocument.Open(new MemoryStream(bytes), false);
        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Microsoft365).Validate(document).Select(error => error.Description));
        var rows = document.MainDocumentPart!.Document!.Body!.Descendants<TableRow>().Select(row => row.Elements<TableCell>().Select(cell => cell.InnerText).ToList()).ToList();
        Assert.Equal(["1", "玛尔塔·埃克桑普勒团长", "司长", "Marta EXEMPLEhead of delegation", "Director"], rows[1]);

        using var token = new FormUrlEncodedContent(page.Document.QuerySelectorAll("form[action$='/pdf'] input[type=hidden]").Select(input => KeyValuePair.Create(input.GetAttribute("name")!, input.GetAttribute("value")!)));
        using var pdf = await china.Http.PostAsync("/zh/dialogue/a-coming-round/protocol/pdf", token);
        Assert.Equal("application/pdf", pdf.Content.Headers.ContentType!.MediaType);
        var words = Told("pdftotext", await pdf.Content.ReadAsByteArrayAsync(), "-layout", "-", "-");
        Assert.Contains("玛尔塔·埃克桑普勒", words, StringComparison.Ordinal);
        Assert.Contains("Marta EXEMPLE", words, StringComparison.Ordinal);
        Assert.Contains("Tagged:          yes", Told("pdfinfo", await pdf.Content.ReadAsByteArrayAsync(), "-"), StringComparison.Ordinal);
    }

    private static string Told(string program, byte[] file, params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var told = Task.Run(() => process.StandardOutput.ReadToEnd());
        process.StandardInput.BaseStream.Write(file);
        process.StandardInput.Close();
        return told.GetAwaiter().GetResult();
    }

    private static async Task Name(Browser side, string english, string chinese, string role)
    {
        var page = await side.Submit(await side.Get(Form), new Dictionary<string, string?>
        {
            ["Input.Name.Words[en]"] = english,
            ["Input.Name.Words[zh]"] = chinese,
            ["Input.Position.Words[en]"] = "Director",
            ["Input.Position.Words[zh]"] = "司长",
            ["Input.Role"] = role,
        });
        Assert.StartsWith(Address, page.Address, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Names(Page page) => page.Document.QuerySelectorAll("tbody th a").Select(one => one.TextContent.Trim());

    private static Task<int> Forget(App app) => app.Behind(db => new ForgetDelegates(db, app.Services.CreateScope().ServiceProvider.GetRequiredService<Concord.Platform.Languages.Today>(), app.Services.GetRequiredService<Concord.Platform.Languages.CurrentProgramme>()).DoAsync(default));
}
