using System.Text;
using Lumos.Abstractions;

namespace Lumos.Core.Configuration;

/// <summary>Reads a YAML or JSON file into nodes that know their place.</summary>
internal static class ConfigReader
{
    /// <summary>Deepest nesting taken.</summary>
    internal const int MaxDepth = 64;

    private const long MaxBytes = 64 * 1024 * 1024;

    /// <summary>Reads a file; what does not end in <c>.json</c> is YAML.</summary>
    /// <param name="path">File.</param>
    /// <param name="reason">Sub-code of a file that cannot be read or parsed.</param>
    /// <param name="what">What the file is, such as <c>run contract</c>.</param>
    public static ConfigNode ReadFile(string path, string reason, string what)
    {
        string text;
        try
        {
            if (Directory.Exists(path)) throw new IOException("It is a folder.");
            if (new FileInfo(path).Length > MaxBytes) throw new IOException("It is larger than 64 MB.");
            text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new LumosException(ErrorCode.DeterministicFailure, reason, $"The {what} does not exist.", new ErrorLocation(File: path), "Check the path.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            var why = exception is DecoderFallbackException ? "It is not UTF-8 text." : exception.Message;
            throw new LumosException(ErrorCode.DeterministicFailure, reason, $"The {what} cannot be read: {why}", new ErrorLocation(File: path), $"Name a readable {what}.", exception);
        }

        return Read(text, path.EndsWith(".json", StringComparison.OrdinalIgnoreCase), path, reason, what);
    }

    /// <summary>Reads a text.</summary>
    public static ConfigNode Read(string text, bool json, string file, string reason, string what)
    {
        if (text.StartsWith('\uFEFF')) text = text[1..];
        var problems = new ConfigProblems(file);
        var node = json ? JsonNodes.Read(text, problems) : YamlNodes.Read(text, problems);
        problems.ThrowIfAny(reason, what);
        return node ?? throw new LumosException(ErrorCode.DeterministicFailure, reason, $"The {what} is empty.", new ErrorLocation(File: file), $"Write the {what} and start again.");
    }
}
