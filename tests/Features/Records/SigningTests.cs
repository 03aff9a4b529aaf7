using System.Net;
using System.Text;
using Concord.Domain.Common;
using Concord.Domain.Records;
using Concord.Domain.Rounds;
using Concord.Platform.Accounts;
using Concord.Platform.Sealing;
using Concord.Records;
using Concord.Records.Sealing;
using Concord.Tests.Features.Accounts;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.Features.Records;

/// <summary>From the last agreed paragraph to the seal.</summary>
public sealed class SigningTests
{
    private const string Form = "form[data-passkey=get]";

    /// <summary>A passkey signs for a domain, never for the number of a machine.</summary>
    private const string Site = "https://concord.example";

    [Theory, Databases]
    public async Task Both_sides_sign_with_passkeys_and_the_record_is_sealed_for_good(Database database)
    {
        await using var app = await App.On(database, settings: ["--address", "https://concord.example/"]);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        var record = await Agreed(app, eu, china);
        using var mine = await Passkey(app, "eu");
        using var theirs = await Passkey(app, "china");
        using var signer = await app.As(Role.Signatory, "eu");
        using var other = await app.As(Role.Signatory, "china");

        Assert.Contains("awaits your signature", (await signer.Get($"/en/records/{record}")).Text);
        Assert.Equal($"/en/records/{record}", (await Sign(signer, mine, record)).Address);
        Assert.Null((await app.Behind(db => db.JointRecords.SingleAsync())).SealedAt);
        Assert.Contains("You have signed", (await signer.Get($"/en/records/{record}/sign")).Text);

        await Sign(other, theirs, record, "zh");
        await app.Settle();
        var now = await app.Behind(db => db.JointRecords.SingleAsync());
        Assert.Equal(1, now.Number);

        // Every file can be had by both sides, and checked without asking anybody.
        var page = await china.Get($"/zh/records/{record}");
        Assert.Contains("第1号纪要，封存于", page.Text);
        await using var scope = app.Services.CreateAsyncScope();
        var keys = await scope.ServiceProvider.GetRequiredService<SealKeys>().PublishedAsync();
        var seal = Encoding.ASCII.GetBytes(now.Seal!);
        var files = await app.Behind(db => db.SealedDocuments.OrderBy(one => one.Sequence).ToListAsync());
        Assert.Equal(8, files.Count);
        foreach (var file in files)
        {
            var bytes = await eu.Http.GetByteArrayAsync($"/en/records/{record}/files/{file.Name}");
            Assert.True(Verification.Of(file.Name, bytes, seal, keys).Holds, file.Name);
        }

        Assert.Equal(seal, await eu.Http.GetByteArrayAsync($"/en/records/{record}/files/{record}.jws"));
        using var donor = await app.As(Role.Donor);
        Assert.Equal(HttpStatusCode.NotFound, (await donor.Get($"/en/records/{record}/files/{files[0].Name}")).Status);

        // The commitment is lifted word by word, and nothing of the record changes any more.
        var lifted = await app.Behind(db => db.Commitments.SingleAsync(one => one.RecordNo == "1"));
        Assert.Equal(("The sides shall meet every year.", "双方应每年会晤。", "2"), (lifted.Name["en"]!.Text, lifted.Name["zh"]!.Text, lifted.ParagraphNo));
        var one = await app.Behind(db => db.Paragraphs.FirstAsync());
        Assert.Null(page.Document.QuerySelector("[data-edit]"));
        Assert.Contains("The record is sealed", (await RecordTests.Edit(eu, one, new() { ["Input.Words[en]"] = "Something else.", ["Input.Act"] = "save" })).Text);
        await Assert.ThrowsAsync<RuleBroken>(() => app.Behind(async db =>
        {
            (await db.Paragraphs.FirstAsync()).Says(Some.Text("By force"));
            return await db.SaveChangesAsync();
        }));
    }

    [Theory, Databases]
    public async Task A_change_after_the_first_signature_voids_it_visibly(Database database)
    {
        await using var app = await App.On(database, settings: ["--address", "https://concord.example/"]);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        var record = await Agreed(app, eu, china);
        using var mine = await Passkey(app, "eu");
        using var signer = await app.As(Role.Signatory, "eu");
        await Sign(signer, mine, record);

        var one = await app.Behind(db => db.Paragraphs.OrderBy(paragraph => paragraph.Sequence).FirstAsync());
        await RecordTests.Edit(china, one, new() { ["Input.Words[en]"] = "The two sides met.", ["Input.Words[zh]"] = "双方进行了会晤。", ["Input.Act"] = "save" });

        Assert.NotNull((await app.Behind(db => db.Signatures.SingleAsync())).VoidedAt);
        Assert.Contains("because something was changed", (await china.Get($"/en/records/{record}")).Text);
        var again = await signer.Get($"/en/records/{record}/sign");
        Assert.Contains("1 paragraph is not agreed by all sides", again.Text);
        Assert.Null(again.Document.QuerySelector(Form));
    }

    [Theory, Databases]
    public async Task Nothing_but_a_fresh_answer_of_the_signatorys_own_passkey_to_this_record_signs(Database database)
    {
        await using var app = await App.On(database, settings: ["--address", "https://concord.example/"]);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        var record = await Agreed(app, eu, china);
        using var mine = await Passkey(app, "eu");
        using var theirs = await Passkey(app, "china");
        using var signer = await app.As(Role.Signatory, "eu");
        var page = await signer.Get($"/en/records/{record}/sign");
        var (options, state) = await PasskeyTests.Ask(signer, page, Form);

        // Another's device, another site, a device that does not ask who holds it, a question that was never asked.
        var wrong = new[] { theirs.Sign(options, Site), mine.Sign(options, "https://evil.example") };
        foreach (var answer in wrong)
        {
            (options, state) = await PasskeyTests.Ask(signer, page, Form);
            Assert.NotNull((await PasskeyTests.Answer(signer, page, Form, answer, state)).Document.QuerySelector(".problems"));
        }

        mine.VerifiesOwner = false;
        (options, state) = await PasskeyTests.Ask(signer, page, Form);
        Assert.NotNull((await PasskeyTests.Answer(signer, page, Form, mine.Sign(options, Site), state)).Document.QuerySelector(".problems"));
        mine.VerifiesOwner = true;
        var (_, otherState) = await PasskeyTests.Ask(signer, page, Form);
        Assert.NotNull((await PasskeyTests.Answer(signer, page, Form, mine.Sign(options, Site), otherState)).Document.QuerySelector(".problems"));
        Assert.Empty(await app.Behind(db => db.Signatures.ToListAsync()));

        // The record moves between reading and signing.
        (options, state) = await PasskeyTests.Ask(signer, page, Form);
        var one = await app.Behind(db => db.Paragraphs.OrderBy(paragraph => paragraph.Sequence).FirstAsync());
        await RecordTests.Edit(eu, one, new() { ["Input.Words[en]"] = "The two sides met.", ["Input.Words[zh]"] = "双方进行了会晤。", ["Input.Act"] = "save" });
        foreach (var desk in new[] { eu, china }) await RecordTests.Act(desk, one, "clear", new() { ["clearing"] = "Agreed" });
        Assert.Contains("has been changed since you read it", (await PasskeyTests.Answer(signer, page, Form, mine.Sign(options, Site), state)).Text);
        Assert.Empty(await app.Behind(db => db.Signatures.ToListAsync()));
        await Sign(signer, mine, record);
        Assert.Single(await app.Behind(db => db.Signatures.ToListAsync()));
    }

    [Theory, Databases]
    public async Task A_sealed_record_goes_as_far_as_both_desks_say_and_how_it_came_about_does_not(Database database)
    {
        await using var app = await App.On(database, settings: ["--address", "https://concord.example/"]);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        using var donor = await app.As(Role.Donor);
        var visitor = app.AsVisitor();
        var record = await Agreed(app, eu, china);
        Assert.Equal(HttpStatusCode.NotFound, (await eu.Get($"/en/records/{record}/release")).Status);
        var one = await app.Behind(db => db.Paragraphs.OrderBy(paragraph => paragraph.Sequence).FirstAsync());
        await RecordTests.Edit(china, one, new() { ["Input.Words[en]"] = "The sides argued in 15 cities.", ["Input.Words[zh]"] = "双方在十四个城市会晤。", ["Input.Act"] = "save" });
        await RecordTests.Edit(china, one, new() { ["Input.Words[en]"] = "The sides met.", ["Input.Words[zh]"] = "双方会晤。", ["Input.Act"] = "save" });
        foreach (var desk in new[] { eu, china }) await RecordTests.Act(desk, one, "clear", new() { ["clearing"] = "Agreed" });
        await Seal(app, record);

        Assert.Contains("to the members of the programme or to the public", (await eu.Submit(await eu.Get($"/en/records/{record}/release"), new Dictionary<string, string?> { ["to"] = "team" }, "form[action$='/release']")).Text);
        await Release(eu, record, Audience.Public);
        Assert.Equal(HttpStatusCode.NotFound, (await donor.Get($"/en/records/{record}")).Status);
        Assert.Contains($"/records/{record}/release", (await china.Get("/en/desk")).Source);
        await Release(china, record, Audience.Programme);
        Assert.Equal(Audience.Programme, (await app.Behind(db => db.JointRecords.SingleAsync())).Audience);
        var read = await donor.Get($"/en/records/{record}");
        Assert.Contains("The sides met.", read.Text);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get($"/en/records/{record}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await donor.Get($"/en/records/{record}/files/{record}.json")).Status);
        foreach (var address in new[] { $"/en/records/{record}", $"/en/records/{record}/versions", $"/en/paragraphs/{one.Key}", $"/en/history/paragraph/{one.Key}", $"/en/history/jointrecord/{record}", "/en/search?q=argued" })
            Assert.DoesNotContain("argued in", (await donor.Get(address)).Source);

        await Release(china, record, Audience.Public);
        await app.Settle();
        Assert.Contains("The sides shall meet every year.", (await visitor.Get($"/en/records/{record}")).Text);
        await eu.Submit(await eu.Get($"/en/records/{record}/release"), new Dictionary<string, string?> { ["reason"] = "Too early" }, "form[action$='/recall']");
        await app.Settle(); // drops what is cached for visitors
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get($"/en/records/{record}")).Status);
        Assert.All(await app.Behind(db => db.Paragraphs.ToListAsync()), paragraph => Assert.Equal(Audience.Parties, paragraph.Audience));
    }

    [Theory, Databases]
    public async Task What_is_sealed_is_neither_edited_nor_withdrawn_but_amended(Database database)
    {
        await using var app = await App.On(database, settings: ["--address", "https://concord.example/"]);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        using var manager = await app.As(Role.ProgrammeManager);
        var record = await Agreed(app, eu, china);
        await app.Behind(async db =>
        {
            // It has begun, and nobody has written down yet that it was held.
            var round = await db.Rounds.SingleAsync(one => one.Key == "demo-dialogue-2027");
            (round.Start, round.End) = (PartialDate.Parse("2026-11-20"), PartialDate.Parse("2026-11-20"));
            return await db.SaveChangesAsync();
        });
        await Seal(app, record);
        Assert.Equal(RoundStatus.RecordAgreed, await app.Behind(db => db.Rounds.Where(one => one.Key == "demo-dialogue-2027").Select(one => one.Status).SingleAsync()));

        var page = await manager.Get($"/en/records/{record}");
        Assert.DoesNotContain($"/withdraw/jointrecord/{record}", page.Source);
        Assert.DoesNotContain($"/records/{record}/edit", page.Source);
        var refused = await manager.Submit(await manager.Get($"/en/withdraw/jointrecord/{record}"), new Dictionary<string, string?> { ["Reason"] = "Out with it" });
        Assert.Contains("The record is sealed", refused.Text);

        var form = await eu.Get((await eu.Get($"/en/records/{record}")).Document.QuerySelector("a[href*='amends=']")!.GetAttribute("href")!);
        Assert.Contains("Amendment to the Joint record", form.Source);
        await eu.Submit(form, new Dictionary<string, string?>());
        var amendment = (await app.Behind(db => db.JointRecords.SingleAsync(one => one.SealedAt == null))).Key;
        await RecordTests.Add(eu, amendment, "Paragraph 1 is deleted.", "删除第1段。", "save");
        var one = await app.Behind(db => db.Paragraphs.OrderBy(paragraph => paragraph.Id).LastAsync());
        foreach (var desk in new[] { eu, china }) await RecordTests.Act(desk, one, "clear", new() { ["clearing"] = "Agreed" });
        await Seal(app, amendment);

        Assert.Contains("Amended by record No. 2", (await china.Get($"/en/records/{record}")).Text);
        Assert.Contains("Amends record No. 1", (await china.Get($"/en/records/{amendment}")).Text);
        var (first, second) = await app.Behind(async db => (await db.JointRecords.SingleAsync(joint => joint.Number == 1), await db.JointRecords.SingleAsync(joint => joint.Number == 2)));
        Assert.Equal(RecordText.Read(Encoding.UTF8.GetBytes(first.Canonical!)).Hash(), RecordText.Read(Encoding.UTF8.GetBytes(second.Canonical!)).Amends);
    }

    private static async Task Release(Browser desk, string record, Audience to) =>
        await desk.Submit(await desk.Get($"/en/records/{record}/release"), new Dictionary<string, string?> { ["to"] = to.Code }, "form[action$='/release']");

    /// <summary>Both signatories sign.</summary>
    private static async Task Seal(App app, string record)
    {
        foreach (var party in new[] { "eu", "china" })
        {
            using var passkey = await Passkey(app, party);
            using var signer = await app.As(Role.Signatory, party);
            await Sign(signer, passkey, record);
        }

        await app.Settle();
        Assert.NotNull((await app.Behind(db => db.JointRecords.SingleAsync(one => one.Key == record))).SealedAt);
    }

    private static async Task<string> Agreed(App app, Browser eu, Browser china)
    {
        var record = await RecordTests.Open(app, eu);
        await RecordTests.Add(eu, record, "The sides met.", "双方会晤。", "save");
        await RecordTests.Add(eu, record, "The sides shall meet every year.", "双方应每年会晤。", "save");
        var commitment = await app.Behind(db => db.Paragraphs.OrderBy(one => one.Sequence).LastAsync());
        await RecordTests.Edit(eu, commitment, new() { ["Input.Kind"] = nameof(ParagraphKind.Commitment), ["Input.Act"] = "save" });
        foreach (var one in await app.Behind(db => db.Paragraphs.ToListAsync()))
        {
            foreach (var desk in new[] { eu, china }) await RecordTests.Act(desk, one, "clear", new() { ["clearing"] = "Agreed" });
        }

        return record;
    }

    /// <summary>A passkey of a side's signatory.</summary>
    private static async Task<SoftPasskey> Passkey(App app, string party)
    {
        var account = await app.AccountOf(Role.Signatory, party);
        var passkey = new SoftPasskey { UserHandle = System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(account.Id.ToString())) };
        await app.Behind(async db =>
        {
            db.Passkeys.Add(new() { Account = account.Id, Name = "Test", CredentialId = passkey.Id, PublicKey = passkey.CoseKey, RpId = "concord.example", Transports = "internal", BackupEligible = false, BackedUp = false, Attestation = "", ClientData = "", MadeAt = app.Clock.GetCurrentInstant() });
            return await db.SaveChangesAsync();
        });
        return passkey;
    }

    private static async Task<Page> Sign(Browser signer, SoftPasskey passkey, string record, string language = "en")
    {
        var page = await signer.Get($"/{language}/records/{record}/sign");
        var (options, state) = await PasskeyTests.Ask(signer, page, Form);
        return await PasskeyTests.Answer(signer, page, Form, passkey.Sign(options, Site), state);
    }
}
