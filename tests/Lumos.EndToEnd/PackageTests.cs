using System.Diagnostics;
using System.IO.Compression;
using Lumos.Testing;

namespace Lumos.EndToEnd;

/// <summary>What a user of the SDK gets: packages that stand on their own, and a host program built from nothing else.</summary>
public sealed class PackageTests : IDisposable
{
    private const string Version = "0.1.0-packed";
    private static readonly string Root = RepositoryRoot.Find();
    private static readonly string Configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";
    private readonly string _folder = Directory.CreateTempSubdirectory("lumos-packages-").FullName;

    [Fact]
    public async Task Embed_BuiltFromPackedPackages_RunsAContract()
    {
        var feed = Path.Combine(_folder, "feed");
        foreach (var project in new[] { "Lumos.Abstractions", "Lumos.Dsl", "Lumos.DuckDb", "Lumos.Core", "Lumos.Testing" })
        {
            await DotnetAsync("pack", Path.Combine(Root, "src", project), "--no-build", "-c", Configuration, "-o", feed, $"-p:PackageVersion={Version}", $"-p:Version={Version}");
        }

        AssertWellMade(feed);
        var sample = Path.Combine(_folder, "Embed");
        Directory.CreateDirectory(sample);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Root, "samples", "Embed"))) File.Copy(file, Path.Combine(sample, Path.GetFileName(file)));
        await DotnetAsync("build", sample, "-c", "Release", "-o", Path.Combine(_folder, "app"), $"-p:LumosVersion={Version}", $"-p:RestoreAdditionalProjectSources={feed}", $"-p:RestorePackagesPath={Path.Combine(_folder, "packages")}");
        using var run = new SampleRun("crm");

        var output = await DotnetAsync(Path.Combine(_folder, "app", "Embed.dll"), Path.Combine(run.Folder, "contract.yaml"), run.State);

        Assert.Contains("Completed", output, StringComparison.Ordinal);
        Assert.Equal(run.ReadExpected("customers"), run.ReadTable("customers"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void AssertWellMade(string feed)
    {
        foreach (var package in Directory.EnumerateFiles(feed, "*.nupkg"))
        {
            using var archive = ZipFile.OpenRead(package);
            var name = Path.GetFileName(package);
            Assert.True(archive.Entries.Any(e => e.FullName == "README.md"), $"{name} has no README.");
            Assert.True(archive.Entries.Any(e => e.FullName.StartsWith("lib/", StringComparison.Ordinal) && e.FullName.EndsWith(".xml", StringComparison.Ordinal)), $"{name} has no documentation file.");
            using var reader = new StreamReader(archive.Entries.Single(e => e.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open());
            var specification = reader.ReadToEnd();
            Assert.Contains("<license type=\"expression\">MIT</license>", specification, StringComparison.Ordinal);
            Assert.Contains("<description>", specification, StringComparison.Ordinal);
            Assert.True(File.Exists(Path.ChangeExtension(package, ".snupkg")), $"{name} has no symbols.");
        }
    }

    private async Task<string> DotnetAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        // The test host's own build settings must not reach the build it starts.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        var text = await output + await error;
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}\n{text}");
        return text;
    }
}
