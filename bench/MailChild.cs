using Concord.Platform.Mail;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Concord.Bench;

/// <summary>The application's mail worker in a process of its own, which ends the hard way after a step of a mail: what kill -9 leaves.</summary>
internal static class MailChild
{
    /// <param name="step">taken, written, accepted or settled; "none": it works until nothing waits, and ends.</param>
    /// <param name="after">After how many times of that step.</param>
    public static async Task<int> RunAsync(string step, int after, string[] arguments)
    {
        var times = 0;
        var pace = new MailPace
        {
            Lease = Duration.FromSeconds(2),
            Passed = passed =>
            {
                if (passed == step && Interlocked.Increment(ref times) == after) System.Diagnostics.Process.GetCurrentProcess().Kill();
            },
        };
        await using var app = Application.Build([.. arguments, "--urls", "http://127.0.0.1:0"], builder => builder.Services.AddSingleton(pace));
        await Application.PrepareAsync(app);
        var worker = app.Services.GetRequiredService<MailWorker>();
        var quiet = 0;
        while (quiet < 8)
        {
            // Nothing for twice the lease: what another process had taken when it died has come free and gone out.
            quiet = await worker.SendDueAsync(CancellationToken.None) > 0 ? 0 : quiet + 1;
            await Task.Delay(quiet > 0 ? 500 : 0);
        }

        return 0;
    }
}
