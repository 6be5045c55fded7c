using Lumos.Abstractions;
using Lumos.Core.Scanning;

namespace Lumos.Core.Tests.Scanning;

public sealed class PiiFileScanTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Scan_TableWithTitleAndSemicolons_NamesItsColumns()
    {
        var path = _folder.Write("contacts.csv", "Contacts of the north\nprinted on Monday\n\nNo;E-mail;Colour\n" + string.Concat(Enumerable.Range(1, 30).Select(i => $"{i};person{i}@example.com;green\n")));

        var hit = Assert.Single(PiiFileScan.Scan(path));

        Assert.Equal(("E-mail", "contact.email", PiiGrade.Direct, 0), (hit.Column, hit.Label, hit.Grade, hit.Line));
        Assert.NotEmpty(hit.Why);
    }

    [Fact]
    public void Scan_Text_NamesLineAndPlaceAndMasksTheValue()
    {
        var path = _folder.Write("note.txt", "nothing here\nwrite to ada@example.com today\n");

        var hit = Assert.Single(PiiFileScan.Scan(path));

        Assert.Equal((2, "10", "contact.email"), (hit.Line, hit.Column, hit.Label));
        Assert.DoesNotContain("ada@example.com", hit.Masked, StringComparison.Ordinal);
    }

    [Fact]
    public void Scan_BytesNamedAsATable_IsLeftOut()
    {
        var path = _folder["bytes.csv"];
        var bytes = new byte[2_000];
        new Random(7).NextBytes(bytes);
        File.WriteAllBytes(path, bytes);

        Assert.Empty(PiiFileScan.Scan(path));
    }

    [Fact]
    public void Scan_MissingFile_SaysSo() => Assert.Equal("FILE_UNREADABLE", Assert.Throws<LumosException>(() => PiiFileScan.Scan(_folder["no.csv"])).Reason);
}
