using Lumos.Abstractions;

namespace Lumos.Host.Cli;

/// <summary>Reads a text file the user named, with an error the user can act on.</summary>
internal static class TextFile
{
    public static async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LumosException(ErrorCode.DeterministicFailure, "FILE_UNREADABLE", "The file cannot be read: " + error.Message, new ErrorLocation(File: path), "Check the name and the right to read it.", error);
        }
    }
}
