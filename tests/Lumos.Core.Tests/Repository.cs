namespace Lumos.Core.Tests;

/// <summary>Where the repository is, for tests that read its files.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Lumos.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Lumos.sln was not found above the tests.");
        }

        return folder;
    }
}
