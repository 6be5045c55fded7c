using Lumos.Abstractions;
using Lumos.Core.Policy.Masking;
using Lumos.Core.Supervision;

namespace Lumos.Core.Tests.Policy.Masking;

public sealed class PiiMaskerTests
{
    private readonly PiiMasker _masker = new();

    // Vowels of Indic scripts and of Thai are signs of their own and stay no more than letters do.
    [Theory]
    [InlineData("राहुल शर्मा", "र*** श***")]
    [InlineData("สมชาย ใจดี", "ส*** ใ***")]
    [InlineData("ชั้น ๑๒", "ช*** **")]
    public void MaskValue_NameOfAScriptWithSigns_ShowsItsInitialsOnly(string value, string expected) => Assert.Equal(expected, PiiMasker.MaskValue("person.full_name", value));

    [Theory]
    [InlineData("calls", "called_number", new[] { "9820011223", "9820011223", "9931407765", "9820014552" }, "contact.phone")]
    [InlineData("voters", "EPIC", new[] { "KLM4410213", "KLM4410398", "RST9901244" }, "id.national")]
    [InlineData("clientes", "documento", new[] { "40817735291", "39922841076", "51730928844" }, "id.national")]
    [InlineData("konten", "IBAN", new[] { "ROBB23589325", "ROBNB3259784", "ROBNC2352353" }, "bank.iban")]
    [InlineData("eletti", "d_nasc", new[] { "19430825000000", "19611102000000", "19700314000000" }, "person.birth_date")]
    [InlineData("musicisti", "cogn", new[] { "Bianchi", "Rossi", "Ferrari" }, "person.last_name")]
    public void Inspect_NumbersAndNamesUnderHeadersOfTheirTrade_ArePersonal(string table, string header, string[] values, string label) => Assert.Equal(label, _masker.Inspect(table, header, ColumnType.Text, values).Label);

    [Theory]
    [InlineData("vehicles", "handles_fragile", new[] { "TRUE", "TRUE", "FALSE" })]
    [InlineData("billing", "invoice_line_id", new[] { "BL00001", "BL00002", "BL00003" })]
    [InlineData("cards", "card_id", new[] { "0b1f3c52-6c1e-4d52-9f34-0b2a6f1f9a11", "5d0f6b1c-2f83-4a7e-8a55-9c1d2e3f4a5b", "a3c4d5e6-f708-4192-a3b4-c5d6e7f80912" })]
    [InlineData("sensors", "serial", new[] { "01.44084386 042", "01.44557167 112", "01.44565033 112" })]
    public void Inspect_FlagsKeysAndSerials_AreNobodys(string table, string header, string[] values) => Assert.Equal(PiiGrade.None, _masker.Inspect(table, header, ColumnType.Text, values).Grade);

    [Fact]
    public void Inspect_VersionsOfFourNumbers_AreNoAddresses() =>
        Assert.Equal(PiiGrade.None, new PiiMasker().Inspect("releases", "version", ColumnType.Text, ["10.2.3.4", "10.2.3.5", "10.2.4.1"]).Grade);

    [Theory]
    [InlineData("customers", "email", "contact.email")]
    [InlineData("customers", "E-Mail Adresse", "contact.email")]
    [InlineData("customers", "fname", "person.first_name")]
    [InlineData("kunden", "Nachname", "person.last_name")]
    [InlineData("clients", "Téléphone", "contact.phone")]
    [InlineData("patients", "date_of_birth", "person.birth_date")]
    [InlineData("patients", "Geburtsdatum", "person.birth_date")]
    [InlineData("people", "SSN", "id.us_ssn")]
    [InlineData("orders", "customerName", "person.full_name")]
    [InlineData("contacts", "street_address", "geo.street_address")]
    [InlineData("contacts", "plz", "geo.postal_code")]
    [InlineData("log", "ip_address", "net.ip")]
    [InlineData("bank", "iban", "bank.iban")]
    [InlineData("users", "password_hash", "account.password")]
    [InlineData("visits", "patient_age", "person.age")]
    public void Inspect_HeaderOnly_FindsPersonalData(string table, string column, string label)
    {
        Assert.Equal(label, _masker.Inspect(table, column, ColumnType.Text, []).Label);
    }

    [Fact]
    public void Inspect_MadeUpCardsUnderTheirHeader_AreCards() =>
        Assert.Equal("payment.card_number", _masker.Inspect("clients", "credit_card_number", ColumnType.Int64, ["4654405418249632", "4354495077693036", "4844518708741275", "4801647818676136"]).Label);

    [Fact]
    public void Inspect_NumbersUnderAWordForAJob_AreNobodys() => Assert.Equal(PiiGrade.None, _masker.Inspect("pedidos", "Cargo", ColumnType.Int64, ["32", "12", "66", "41", "51"], ["IdPedido", "FechaPedido", "Destinatario"]).Grade);

    [Fact]
    public void Inspect_NamesOfAccountsUnderFullName_AreNobodys() =>
        Assert.Equal(PiiGrade.None, _masker.Inspect("account", "fullname", ColumnType.Text, [.. Enumerable.Range(1, 14).Select(static i => $"Cash - Operating - 0{i}")]).Grade);

    [Fact]
    public void Inspect_NamesNoListHasUnderFullName_AreSomebodys() =>
        Assert.Equal(PiiGrade.Direct, _masker.Inspect("people", "full_name", ColumnType.Text, [.. Enumerable.Range(1, 30).Select(static i => $"Zqxanna{i} wvzmark{i}")]).Grade);

    [Fact]
    public void Inspect_OneNumberInHundredsOfTexts_IsNobodys()
    {
        List<string> texts = [.. Enumerable.Range(0, 120).Select(static i => $"Oil on canvas, painted for room {i} of the old house")];
        texts[7] = "Oil on canvas, ask at 0171 2345678 about it";
        Assert.Equal(PiiGrade.None, _masker.Inspect("works", "label", ColumnType.Text, texts).Grade);
        texts[7] = "Oil on canvas, ask anna.holm@example.com about it";
        Assert.Equal(PiiGrade.Quasi, _masker.Inspect("works", "label", ColumnType.Text, texts).Grade);
    }

    [Fact]
    public void Inspect_FourGroupsOfFourDigits_AreCards() => Assert.Equal("payment.card_number", _masker.Inspect("t", "c1", ColumnType.Text, ["2354-7913-0279-2991", "4735-1067-4449-9897", "5629-3349-5651-5822", "7982-5799-8835-9431"]).Label);

    [Fact]
    public void Inspect_PostalCodeOfPlaces_IsNobodys() => Assert.Equal(PiiGrade.None, _masker.Inspect("municipalities", "postcode", ColumnType.Text, ["9479", "1353", "8468", "8403"], ["gemcode", "municipality", "postcode"]).Grade);

    [Fact]
    public void Inspect_NameOfAMunicipality_IsNobodys() => Assert.Equal(PiiGrade.None, _masker.Inspect("schools", "NOME_MUNICIPIO", ColumnType.Text, ["Salvador", "Salvador", "Salvador"], ["UF", "NOME_MUNICIPIO", "NOME_ESCOLA"]).Grade);

    [Fact]
    public void Combine_KindsThatAreWrittenDifferently_ShowNothing()
    {
        var (mail, ssn, name, other) = (new ColumnMask("contact.email", PiiGrade.Direct, []), new ColumnMask("id.us_ssn", PiiGrade.Direct, []), new ColumnMask("person.first_name", PiiGrade.Direct, []), new ColumnMask(null, PiiGrade.None, []));

        Assert.Equal("********", _masker.Mask(_masker.Combine([other, mail, ssn]), "x anna@example.com 123-45-6789"));
        Assert.Equal("A*** H***", _masker.Mask(_masker.Combine([name, new ColumnMask("person.last_name", PiiGrade.Direct, []), other]), "Anna Holm"));
        Assert.Equal("2024-01", _masker.Mask(_masker.Combine([other, other]), "2024-01"));
        Assert.Equal(PiiGrade.None, _masker.Combine([]).Grade);
    }

    [Fact]
    public void Combine_MethodOfThePolicyForOneKind_ShowsNothingOfTheOther()
    {
        var masker = new PiiMasker(new Dictionary<string, string> { ["person.first_name"] = "redact" });

        Assert.Equal("********", masker.Mask(masker.Combine([new ColumnMask("person.last_name", PiiGrade.Direct, []), new ColumnMask("person.first_name", PiiGrade.Direct, [])]), "Anna Holm"));
    }

    [Theory]
    [InlineData("orders", "order_no")]
    [InlineData("orders", "product_name")]
    [InlineData("orders", "created_at")]
    [InlineData("orders", "email_count")]
    [InlineData("orders", "ship_date")]
    [InlineData("products", "name")]
    [InlineData("products", "weight_kg")]
    [InlineData("calendar", "month")]
    [InlineData("calendar", "weekday")]
    [InlineData("accounts", "phone_model")]
    [InlineData("accounts", "mailing_list_type")]
    [InlineData("pages", "page_age")]
    [InlineData("x", "c1")]
    [InlineData("stations", "station_name")]
    [InlineData("countries", "country_name")]
    public void Inspect_BusinessHeader_FindsNothing(string table, string column)
    {
        Assert.Equal(PiiGrade.None, _masker.Inspect(table, column, ColumnType.Text, []).Grade);
    }

    public static TheoryData<string, string[]> Blind => new()
    {
        { "contact.email", ["ann@example.com", "bo.li@mail.example.org", "x_y@host.example.net"] },
        { "contact.phone", ["+49 30 1234567", "+1 (555) 234-5678", "+33 1 23 45 67 89"] },
        { "contact.phone", ["(555) 234-5678", "(555) 876-1234", "(555) 444-9911"] },
        { "id.us_ssn", ["219-09-9999", "457-55-5462", "123-45-6789"] },
        { "bank.iban", ["DE89 3704 0044 0532 0130 00", "GB82WEST12345698765432", "FR1420041010050500013M02606"] },
        { "payment.card_number", ["4111 1111 1111 1111", "5555555555554444", "378282246310005"] },
        { "person.full_name", ["Anna Schmidt", "Jean-Pierre Dubois", "María García López", "Dr. Peter Müller"] },
        { "person.first_name", ["Anna", "Peter", "Lukas", "Marie"] },
        { "net.ip", ["10.0.0.1", "192.168.4.20", "2001:db8::1"] },
        { "geo.street_address", ["12 Main Street", "Hauptstraße 5", "14 rue de la Paix"] },
        { "id.it_fiscal_code", ["RSSMRA85T10A562S", "RSSMRA85T10A562S", "RSSMRA85T10A562S"] },
        { "id.uk_nino", ["AB123456C", "CE 12 34 56 D", "JG103759A"] },
        { "id.it_fiscal_code", ["RSSMRA85A01H501X", "BNCLRA86B15F205K", "VRDLGI87C30C351A"] },
        { "person.full_name", ["H. Berg", "J. Quellbrink", "K. M. Oster-Lund", "T. Brandt"] },
        { "person.name_list", ["['Anna Holm', 'Ben Okoro']", "['Maria Lopez']", "['Peter Lund', 'Ida Berg']"] },
        { "person.full_name", ["陳大文", "李小明", "林美玲", "歐陽修明"] },
        { "account.username", ["anna-holmqvist", "peter-lundgren", "maria-oster"] },
        { "vehicle.plate", ["AB-123-CD", "EF-456-GH", "JK-789-LM"] },
        { "vehicle.plate", ["1234 BCD", "5678 FGH", "9012 JKL"] },
        { "vehicle.plate", ["B 1234 XYZ", "D 4410 AB", "AG 2091 KL"] },
        { "vehicle.plate", ["MH12AB1234", "KA 05 MN 4471", "DL-03-CC-9120"] },
        { "vehicle.plate", ["34 ABC 123", "06 KL 4410", "35 TR 8812"] },
        { "web.social_handle", ["https://www.linkedin.com/in/ann-berg", "linkedin.com/in/bo-li", "https://linkedin.com/in/x-y-9"] },
        { "person.full_name", ["50. Anna Schmidt", "51. María García López", "52. Peter Müller"] },
    };

    [Theory]
    [MemberData(nameof(Blind))]
    public void Inspect_ValuesOnly_FindsPersonalData(string label, string[] values)
    {
        Assert.Equal(label, _masker.Inspect("t", "c1", ColumnType.Text, values).Label);
    }

    public static TheoryData<string, string[]> Negatives => new()
    {
        { "order number", ["2021-000123", "2021-000124", "2021-000125"] },
        { "amazon-like order", ["113-4421773-9920117", "113-4421774-9920118", "113-4421775-9920119"] },
        { "isbn", ["978-3-16-148410-0", "978-0-306-40615-7", "978-1-86197-876-9"] },
        { "iso date", ["2024-01-31", "2024-02-28", "2023-12-01"] },
        { "european date", ["31.01.2024", "28.02.2024", "01.12.2023"] },
        { "version", ["1.2.3", "10.0.14", "2.11.0-rc1"] },
        { "product code", ["AB-1234", "XZ-9981", "QQ-0001"] },
        { "coordinates", ["48.1371, 11.5754", "52.52, 13.405", "40.71, -74.00"] },
        { "hash", ["d41d8cd98f00b204e9800998ecf8427e", "9e107d9d372bb6826bd81d3542a419d6", "e4d909c290d0fb1ca068ffaddf22cbd0"] },
        { "codes of a name and a number", ["PAT8", "PAT9", "PAT2", "PAT7"] },
        { "Chinese places", ["臺中市", "高雄市", "南投縣", "新北市"] },
        { "years of a reign", ["026/09/02", "052/08/15", "070/11/01"] },
        { "wards", ["Ward 20", "Ward 9", "Ward 2", "Ward 14"] },
        { "car titles", ["1952 Alpine Renault 1300", "1969 Dodge Charger", "1936 Mercedes-Benz 500K", "1962 LanciaA Delta 16V", "1968 Ford Mustang", "1911 Ford Town Car", "1957 Vespa GS150", "1940 Ford Pickup Truck", "1999 Indy 500 Monte Carlo", "1972 Alfa Romeo GTA", "1992 Ferrari 360 Spider"] },
        { "uuid", ["123e4567-e89b-12d3-a456-426614174000", "9b2e4567-e89b-12d3-a456-426614174111", "00000000-0000-4000-8000-000000000000"] },
        { "nine digits", ["219099999", "457555462", "123456789"] },
        { "ten digits", ["5551234567", "1002003004", "9912345678"] },
        { "colours", ["Brown", "Green", "White", "Black"] },
        { "months", ["January", "February", "March", "April", "May", "June", "July", "August"] },
        { "amounts", ["1,234.50", "99.00", "12.10"] },
        { "ean", ["4006381333931", "9780306406157", "5901234123457"] },
    };

    [Theory]
    [MemberData(nameof(Negatives))]
    public void Inspect_HardNegative_FindsNothing(string what, string[] values)
    {
        var mask = _masker.Inspect("t", "c1", ColumnType.Text, values);
        Assert.True(mask.Grade == PiiGrade.None, $"{what}: {mask.Label}");
    }

    [Theory]
    [InlineData("births_by_county", "births", new[] { "6148", "31428", "4929", "290" })]
    [InlineData("routers", "device_id", new[] { "1", "2", "3", "4" })]
    [InlineData("payments", "device_id", new[] { "device_2824", "device_1409", "device_5506" })]
    [InlineData("addresses", "ADDR_SD", new[] { "S", "W", "N", "E" })]
    [InlineData("movies", "Genres", new[] { "Comedy", "Satire", "Parody" })]
    public void Inspect_HeaderThatValuesDeny_FindsNothing(string table, string column, string[] values) =>
        Assert.Equal(PiiGrade.None, _masker.Inspect(table, column, long.TryParse(values[0], out _) ? ColumnType.Int64 : ColumnType.Text, values).Grade);

    [Theory]
    [InlineData("pesel", "id.pl_pesel", new[] { "29179895394", "96813929461", "19424266492" })]
    [InlineData("device_id", "id.device", new[] { "490154203237518", "490154203237526", "490154203237534" })]
    [InlineData("vehicle_number", "vehicle.plate", new[] { "KA05MX1234", "MH12AB9876", "DL3CAF0001" })]
    public void Inspect_HeaderThatValuesBearOut_FindsPersonalData(string column, string label, string[] values) => Assert.Equal(label, _masker.Inspect("t", column, ColumnType.Text, values).Label);

    [Fact]
    public void Inspect_FewNamesOverManyRows_AreStillNames()
    {
        string[] names = ["Mariam", "Adama", "Seydou", "Fatou", "Aminata", "Moussa"];
        string[] words = ["Mariam", "Open", "Closed", "Fatou", "Pending", "Moussa"];
        Assert.Equal(PiiGrade.Direct, _masker.Inspect("t", "c1", ColumnType.Text, [.. Enumerable.Range(0, 120).Select(i => names[i % 6])]).Grade);
        Assert.Equal(PiiGrade.None, _masker.Inspect("t", "c1", ColumnType.Text, [.. Enumerable.Range(0, 120).Select(i => words[i % 6])]).Grade);
    }

    [Fact]
    public void Inspect_HeaderSaysEmailValuesAreCounts_FindsNothing()
    {
        Assert.Equal(PiiGrade.None, _masker.Inspect("users", "emails", ColumnType.Int64, ["3", "0", "12"]).Grade);
        Assert.Equal(PiiGrade.None, _masker.Inspect("users", "phone", ColumnType.Text, ["iPhone 12", "Galaxy S9", "Pixel 6"]).Grade);
    }

    [Fact]
    public void Inspect_TextHoldingAddresses_IsFreeText()
    {
        var mask = _masker.Inspect("tickets", "body", ColumnType.Text, ["please write to ann@example.com", "all good", "thanks"]);
        Assert.Equal("text.free", mask.Label);
        Assert.Equal(PiiGrade.Quasi, mask.Grade);
        Assert.Equal("please write to a***@e***.com", _masker.Mask(mask, "please write to ann@example.com"));
    }

    [Fact]
    public void Inspect_Evidence_HoldsNoValue()
    {
        string[] values = ["zebulon@secret-host.example", "quincy@secret-host.example", "yvette@secret-host.example"];
        var mask = _masker.Inspect("t", "email", ColumnType.Text, values);
        Assert.NotEmpty(mask.Evidence);
        Assert.DoesNotContain(mask.Evidence, e => e.Contains("secret", StringComparison.Ordinal) || e.Contains("zebulon", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("contact.email", "john.doe@example.com", "j***@e***.com")]
    [InlineData("contact.phone", "+49 151 234 12", "+** *** *** 12")]
    [InlineData("person.full_name", "Anna Björk", "A*** B***")]
    [InlineData("person.birth_date", "12/31/1987", "**/**/1987")]
    [InlineData("person.birth_date", "1987-12-31", "1987-**-**")]
    [InlineData("person.birth_date", "31.12.87", "**.**.**")]
    [InlineData("person.birth_date", "19871231", "1987****")]
    [InlineData("geo.postal_code", "80331", "80***")]
    [InlineData("geo.postal_code", "SW1A 1AA", "SW** ***")]
    [InlineData("geo.street_address", "12 Main Street", "** M*** S***")]
    [InlineData("id.us_ssn", "219-09-9999", "***-**-**99")]
    [InlineData("payment.card_number", "4111 1111 1111 1111", "**** **** **** 1111")]
    [InlineData("bank.iban", "DE89370400440532013000", "DE******************00")]
    [InlineData("net.ip", "192.168.4.20", "192.***.*.**")]
    [InlineData("account.password", "hunter2", "********")]
    [InlineData("person.age", "37", "30-39")]
    [InlineData("geo.latitude", "48.1371", "48.**")]
    [InlineData("person.gender", "female", "*")]
    public void Mask_KeepsShapeOnly(string label, string value, string expected)
    {
        Assert.Equal(expected, _masker.Mask(new(label, PiiGrade.Direct, []), value));
    }

    [Fact]
    public void Mask_ColumnWithoutPersonalData_LeavesValuesButStrayAddresses()
    {
        ColumnMask none = new(null, PiiGrade.None, []);
        Assert.Null(_masker.Mask(none, null));
        Assert.Equal("Blue widget", _masker.Mask(none, "Blue widget"));
        Assert.Equal("a***@e***.com", _masker.Mask(none, "ann@example.com"));
    }

    [Fact]
    public void Inspect_CardNumbersInExponentForm_AreReportedAsDamaged()
    {
        var mask = _masker.Inspect("payments", "card_number", ColumnType.Text, ["4.55689E+15", "5.12345E+15", "4.11111E+15"]);
        Assert.Equal("payment.card_number", mask.Label);
        Assert.Contains(mask.Evidence, e => e.StartsWith("damaged: 3 of 3", StringComparison.Ordinal));
    }

    [Fact]
    public void Inspect_PostalCodesThatLostTheirZero_AreReportedAsDamaged()
    {
        var mask = _masker.Inspect("customers", "zip", ColumnType.Text, ["62704", "2139", "80203", "1002", "73301"]);
        Assert.Contains(mask.Evidence, e => e.Contains("a leading zero is lost", StringComparison.Ordinal));
        Assert.DoesNotContain(_masker.Inspect("customers", "zip", ColumnType.Text, ["62704", "02139", "80203"]).Evidence, e => e.StartsWith("damaged", StringComparison.Ordinal));
    }

    [Fact]
    public void Inspect_NameBesideColumnsOfPersons_IsAPersons()
    {
        Assert.Equal("person.name", _masker.Inspect("t1_export", "name", ColumnType.Text, [], ["name", "email", "phone"]).Label);
        Assert.Equal(PiiGrade.None, _masker.Inspect("t1_export", "name", ColumnType.Text, [], ["name", "price", "sku"]).Grade);
    }
}
