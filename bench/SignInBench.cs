using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Bench;

/// <summary>
/// Password sign-ins through the real application, over HTTP: how many a second, and whether the time of a refusal tells an account that
/// exists from one that does not. Every attempt comes from a network of its own (127.x.y.z), or the brake would answer.
/// </summary>
internal static partial class SignInBench
{
    private const string Password = "seven herons over Wuhan";
    private const int Accounts = 400;
    private const int AtOnce = 8;
    private const int Refusals = 300;
    private static int networks;

    public static async Task RunAsync()
    {
        var folder = Path.Combine(Path.GetTempPath(), "concord-bench-" + Guid.NewGuid().ToString("n"));
        Directory.CreateDirectory(folder);
        await using var app = Application.Build(["--data", folder, "--urls", "http://127.0.0.1:0", "--programme", Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "programmes", "mmsp"), "--demo"]);
        await Application.PrepareAsync(app);
        await app.StartAsync();
        try
        {
            var home = new Uri(app.Urls.First());
            var people = await OpenAsync(app.Services);
            await ThroughputAsync(home, people);
            await RefusalsAsync(home, people);
        }
        finally
        {
            await app.StopAsync();
            Directory.Delete(folder, true);
        }
    }

    /// <summary>Accounts with one password and authenticators of their own.</summary>
    private static async Task<List<(string Email, string Secret)>> OpenAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Me>().IsTheProgram("bench");
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var credentials = scope.ServiceProvider.GetRequiredService<Credentials>();
        var hash = credentials.Hash(Password);
        var people = new List<(string, string)>();
        for (var number = 0; number < Accounts; number++)
        {
            var email = $"p{number:000}@bench.example";
            var account = new Account { Id = Guid.CreateVersion7(), Email = email, UserName = email, NormalizedEmail = email.ToUpperInvariant(), NormalizedUserName = email.ToUpperInvariant(), Name = Text.Empty, Language = "en", Fictitious = true };
            db.Accounts.Add(account);
            var secret = Totp.NewSecret();
            await credentials.SetAsync(account, hash, secret);
            people.Add((email, secret));
        }

        await db.SaveChangesAsync();
        return people;
    }

    private static async Task ThroughputAsync(Uri home, List<(string Email, string Secret)> people)
    {
        var entered = 0;
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (person, _) =>
        {
            using var browser = new Visitor(home);
            var (status, _) = await browser.TryAsync(person.Email, Password, Totp.CodeAt(person.Secret, Totp.StepAt(NodaTime.SystemClock.Instance.GetCurrentInstant())));
            if (status == HttpStatusCode.Redirect) Interlocked.Increment(ref entered);
        });
        Line("sign-ins", entered / watch.Elapsed.TotalSeconds, "sign-ins/s", string.Create(CultureInfo.InvariantCulture, $"{AtOnce} at once, each with its page; {entered} of {people.Count} let in"));
    }

    private static async Task RefusalsAsync(Uri home, List<(string Email, string Secret)> people)
    {
        var (known, unknown) = (new List<double>(), new List<double>());
        for (var turn = 0; turn < Refusals + 10; turn++)
        {
            // In turn, so that what slows the machine down slows both.
            var first = turn % 2 == 0;
            foreach (var isKnown in new[] { first, !first })
            {
                using var browser = new Visitor(home);
                var (status, time) = await browser.TryAsync(isKnown ? people[turn % people.Count].Email : $"n{turn:000}@bench.example", "not the password at all", "000000");
                if (status != HttpStatusCode.OK) throw new InvalidOperationException($"A refusal answered {status}.");
                if (turn >= 10) (isKnown ? known : unknown).Add(time); // the first ones warm up
            }
        }

        known.Sort();
        unknown.Sort();
        foreach (var (name, times) in new[] { ("known", known), ("unknown", unknown) })
        {
            Line($"refused.{name}.q1", Quantile(times, 0.25), "ms", $"{times.Count} attempts, one at a time");
            Line($"refused.{name}.median", Quantile(times, 0.5), "ms", "");
            Line($"refused.{name}.q3", Quantile(times, 0.75), "ms", "");
        }

        var apart = Apart(known, unknown);
        var bar = 1.358 * Math.Sqrt((known.Count + unknown.Count) / ((double)known.Count * unknown.Count)); // 5 %
        Line("refused.apart", apart, "Kolmogorov-Smirnov distance", string.Create(CultureInfo.InvariantCulture, $"same distribution at 5 %: below {bar:0.000}"), apart / bar);
        Line("refused.medians", Quantile(known, 0.5) / Quantile(unknown, 0.5), "known / unknown", "bar 1 ± 0.05");
    }

    private static double Quantile(List<double> sorted, double share) => sorted[(int)(share * (sorted.Count - 1))];

    /// <summary>The greatest difference between the two distributions.</summary>
    private static double Apart(List<double> one, List<double> other)
    {
        var (i, j, most) = (0, 0, 0.0);
        while (i < one.Count && j < other.Count)
        {
            if (one[i] <= other[j]) i++;
            else j++;
            most = Math.Max(most, Math.Abs(((double)i / one.Count) - ((double)j / other.Count)));
        }

        return most;
    }

    private static void Line(string name, double value, string unit, string beside, double ratio = double.NaN) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"signin.{name}\t{value:0.###}\t{unit}\t{beside}\t{(double.IsNaN(ratio) ? "" : ratio.ToString("0.00", CultureInfo.InvariantCulture))}"));

    /// <summary>A browser on a network of its own.</summary>
    private sealed partial class Visitor : IDisposable
    {
        private readonly HttpClient http;

        public Visitor(Uri home)
        {
            var number = Interlocked.Increment(ref networks);
            var own = new IPAddress([127, (byte)(1 + (number >> 16)), (byte)(number >> 8), (byte)number]);
            http = new(new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                CookieContainer = new(),
                ConnectCallback = async (context, stop) =>
                {
                    var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                    socket.Bind(new IPEndPoint(own, 0));
                    await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, stop);
                    return new NetworkStream(socket, true);
                },
            })
            {
                BaseAddress = home,
            };
        }

        /// <returns>The answer, and the milliseconds that sending the form took.</returns>
        public async Task<(HttpStatusCode Status, double Time)> TryAsync(string email, string password, string code)
        {
            var page = await http.GetStringAsync("/en/sign-in");
            var form = page[page.IndexOf("action=\"/en/sign-in\"", StringComparison.Ordinal)..];
            var fields = Hidden().Matches(form[..form.IndexOf("</form>", StringComparison.Ordinal)]).Select(match => KeyValuePair.Create(match.Groups[1].Value, WebUtility.HtmlDecode(match.Groups[2].Value)));
            using var content = new FormUrlEncodedContent([.. fields, new("Input.Email", email), new("Input.Password", password), new("Input.Code", code)]);
            var start = Stopwatch.GetTimestamp();
            using var answer = await http.PostAsync("/en/sign-in", content);
            return (answer.StatusCode, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        public void Dispose() => http.Dispose();

        [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]*)">""")]
        private static partial Regex Hidden();
    }
}
