using Concord.Platform.Mail;
using Concord.Platform.Outbox;

namespace Concord.Features.Accounts;

/// <summary>
/// Somebody says that they have lost their way in. Looked up later, so that the answer takes the same work whether there is such an account.
/// </summary>
/// <param name="Address">The e-mail address they typed, sealed: it may be anybody's.</param>
internal sealed record OfferReset(string Address) : IJob;

internal sealed class OfferResets(Invitations invitations, MailSecret secrets) : IDo<OfferReset>
{
    public async Task DoAsync(IReadOnlyList<OfferReset> jobs, CancellationToken stop)
    {
        foreach (var address in jobs.Select(job => secrets.Open(job.Address)).OfType<string>().Distinct()) await invitations.OfferAsync(address, stop);
    }
}
