using Concord.Domain.Commitments;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Mail;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Concord.Tests.Platform.Mail;

public sealed class DigestTests
{
    [Theory, Databases]
    public async Task Reminders_come_once_and_in_one_digest_with_what_their_reader_may_read(Database database)
    {
        await using var post = await MailServerPeer.StartAsync();
        await using var app = await App.On(database, settings: ["--smtp", post.Address, "--address", "https://concord.example"]);
        var joint = await app.Has(Due("Joint statistics on visas", Audience.Parties, null));
        await app.Has(Due("Only for the EU to know", Audience.Party("eu"), null));

        // 23 November 2026, 16:00 in the programme's zone, Shanghai: the reminders go out the next morning at six, the digests at eight.
        app.Clock.AdvanceHours(15);
        await app.Settle();
        app.Clock.AdvanceHours(2);
        await app.Settle();

        var china = Text(post, (await app.AccountOf(Role.DialogueDesk, "china")).Email!);
        Assert.Contains("承诺即将到期：2026年12月10日", china, StringComparison.Ordinal);
        Assert.Contains("https://concord.example/zh/commitments/" + joint.Key, china, StringComparison.Ordinal);
        var eu = Text(post, (await app.AccountOf(Role.DialogueDesk, "eu")).Email!);
        Assert.Equal(2, Count(eu, "A commitment falls due: 10 December 2026"));
        Assert.Equal(1, Count(china, "2026年12月10日"));

        // Not a second time, however often it is looked.
        var sent = post.Taken().Count;
        app.Clock.AdvanceHours(24);
        await app.Settle();
        Assert.Equal(sent, post.Taken().Count);
    }

    [Theory, Databases]
    public async Task Who_wants_news_is_told_what_others_have_changed_and_nothing_that_is_not_theirs_to_read(Database database)
    {
        await using var post = await MailServerPeer.StartAsync();
        await using var app = await App.On(database, settings: ["--smtp", post.Address]);
        var reader = await app.AccountOf(Role.FocalPoint, "china");
        using (var browser = await app.As(reader)) await browser.Submit(await browser.Get("/en/me/mail/choices"), new Dictionary<string, string?> { ["Input.Choices[News]"] = "Digest" });
        var shown = await app.Has(Some.Commitment("A commitment that all may read", Audience.Parties));
        var hidden = await app.Has(Some.Commitment("Something of the other side", Audience.Party("eu")));
        using (var eu = await app.As(Role.DialogueDesk, "eu"))
        {
            foreach (var one in new[] { shown, hidden }) await eu.Submit(await eu.Get($"/en/commitments/{one.Key}/edit"), new Dictionary<string, string?> { ["Input.Due"] = "2027-06" });
        }

        app.Clock.AdvanceHours(24);
        await app.Settle();

        var text = Text(post, reader.Email!);
        Assert.Contains(shown.Key, text, StringComparison.Ordinal);
        Assert.DoesNotContain(hidden.Key, text, StringComparison.Ordinal);
    }

    private static Commitment Due(string name, Audience audience, string? owner)
    {
        var commitment = Some.Commitment(name, audience);
        (commitment.Due, commitment.Owner) = (new PartialDate(2026, 12, 10), owner);
        return commitment;
    }

    private static string Text(MailServerPeer post, string address) =>
        ((TextPart)((MultipartAlternative)post.Taken().Single(one => one.To.Mailboxes.Single().Address == address).Body!)[0]).Text;

    private static int Count(string text, string words) => text.Split(words).Length - 1;
}
