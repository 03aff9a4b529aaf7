namespace Concord.Cli;

internal static class Program
{
    private static void Main()
    {
    }
}
