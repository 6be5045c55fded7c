using System.Reflection;
using Lumos.Host.Cli;

namespace Lumos.Host;

internal static class Program
{
    private static Task<int> Main(string[] args)
    {
        // Answered before anything else is loaded: scripts ask for it often.
        if (args is ["--version"] or ["-v"])
        {
            Console.WriteLine(Version);
            return Task.FromResult(ExitCodes.Done);
        }

        return CommandLine.RunAsync(args);
    }

    public static string Version { get; } = typeof(Program).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
