namespace Lumos.Testing;

/// <summary>Finds the folder that holds <c>Lumos.sln</c>, from wherever the tests run.</summary>
public static class RepositoryRoot
{
    /// <summary>Full path of the repository's root.</summary>
    /// <exception cref="DirectoryNotFoundException">No folder above the running program holds the solution.</exception>
    public static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Lumos.sln"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException("No folder above the running program holds Lumos.sln.");
    }
}
