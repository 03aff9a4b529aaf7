using System.Runtime.InteropServices;

namespace Concord.Platform.Printing;

/// <summary>
/// Prints pages as tagged PDFs with a browser that nobody sees (Chromium, headless). It is started for a set of pages and ended with them; it
/// reaches no network, gets a folder of its own for its files, and runs in its sandbox unless we are root, which Chromium refuses.
/// </summary>
internal sealed class PdfPrinter(IConfiguration settings) : IDisposable
{
    /// <summary>For one page: thirty pages of A4 take two seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly string[] names = ["chromium", "chromium-browser", "google-chrome", "chrome"];

    /// <summary>One at a time on a node: a browser takes two hundred megabytes.</summary>
    private readonly SemaphoreSlim one = new(1, 1);

    /// <summary>The program, as it was set or found; null: there is none.</summary>
    public string? Program { get; } = settings["chromium"] is { Length: > 0 } set ? set : Found();

    /// <summary>Prints pages, each into a PDF of its own.</summary>
    /// <param name="pages">HTML, whole, with its style; what it would fetch is not fetched.</param>
    /// <exception cref="CannotPrintException">There is no Chromium, or it failed; the message says how.</exception>
    public async Task<IReadOnlyList<byte[]>> PrintAsync(IEnumerable<string> pages, CancellationToken stop = default)
    {
        if (Program is null) throw new CannotPrintException("PDFs are printed by Chromium, and there is none: install it (apt-get install chromium), or say where it is with --chromium.");

        await one.WaitAsync(stop);
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
            await using var chromium = Chromium.Start(Program, WithoutSandbox());
            var printed = new List<byte[]>();
            foreach (var page in pages)
            {
                patience.CancelAfter(Patience);
                printed.Add(await chromium.PrintAsync(page, patience.Token));
            }

            return printed;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new CannotPrintException($"Chromium did not print a page within {Patience.TotalSeconds} seconds.");
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    private static string? Found() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);

    private static bool WithoutSandbox() => geteuid() == 0;

    [DllImport("libc")]
    private static extern uint geteuid();
}

/// <summary>A page could not be printed; the message says why, for whoever runs the installation.</summary>
internal sealed class CannotPrintException(string message) : Exception(message);
