using NodaTime;

namespace Concord.Platform.Live;

/// <summary>When this request began, before anything was read for it: what is committed later may not stand on its page.</summary>
internal sealed class Opened(IClock clock)
{
    public Instant At { get; } = clock.GetCurrentInstant();
}
