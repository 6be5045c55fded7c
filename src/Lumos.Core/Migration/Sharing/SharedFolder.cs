namespace Lumos.Core.Migration.Sharing;

/// <summary>Where the processes that share a run meet, in its work folder.</summary>
internal static class SharedFolder
{
    /// <summary>The folder, given the run's work folder.</summary>
    public static string Of(string workFolder) => Path.Combine(workFolder, "shared");

    /// <summary>Where it goes when there is nothing more to do, on its way out.</summary>
    public static string EndedOf(string folder) => folder + "-ended";

    /// <summary>Its lease log.</summary>
    public static string LeasesOf(string workFolder) => Path.Combine(Of(workFolder), "leases");

    /// <summary>Its slices.</summary>
    public static string SlicesOf(string workFolder) => Path.Combine(Of(workFolder), "slices");
}
