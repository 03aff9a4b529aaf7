using System.Runtime.CompilerServices;
using Concord.Cli;

[assembly: InternalsVisibleTo("Concord.Tests")]

return await Commands.RunAsync(args, Console.Out, Console.Error);
