namespace EventAgents.Pii.Structure;

/// <summary>The names of fields in some thirty languages, one line per kind and theme: the kind, then names, separated by commas.</summary>
internal static class FieldNames
{
    public const string Table = """
        Person: full name, fullname, customer name, client name, patient name, patient, employee name, contact name, contact person, account holder, cardholder
        Person: card holder, cardholder name, holder, holder name, beneficiary name, recipient, recipient name, sender name, applicant, applicant name
        Person: author name, owner name, guardian, emergency contact, next of kin, spouse, attending, physician, doctor, real name, display name, person name
        Person: person, legal name, billing name, shipping name, guest name, passenger, passenger name, student name, teacher, tenant, landlord, claimant
        Person: plaintiff, defendant, witness, reporter, assignee, approver, interviewer, candidate, candidate name, nominee, policyholder, policy holder
        Person: insured, insured name, driver name, signatory, signed by, prepared by, reviewed by, attn, kontoinhaber, ansprechpartner, vollständiger name
        Person: kunde, kundin, patientin, mitarbeiter, nom complet, nom prénom, nom et prénom, titulaire, bénéficiaire, nombre completo, nombre y apellidos
        Person: paciente, titular, beneficiario, cliente, nome completo, intestatario, paziente, volledige naam, naam, patiënt, klant, imię i nazwisko, pacjent
        Person: jméno a příjmení, namn, fullständigt namn, navn, nimi, ad soyad, adı soyadı, isim, nume complet, nume și prenume, meno a priezvisko, employee
        Person: payee, payer, remitter, drawee, ordering physician, referring provider, provider name, treating physician, line manager, supervisor, worker name, worker, staff name
        Person: member name, subscriber name, dependent, dependant, caregiver, carer, parent name, mother name, father name, parent, requestor, requester, requested for, caller name
        Person: visitor, attendee, speaker, buyer, seller, owner full name, executor, trustee, guarantor, debtor, creditor, petitioner, respondent, appellant, counsel, inspector
        Person: sachbearbeiter, sachbearbeiterin, bearbeiter, bearbeiterin, erziehungsberechtigte, erziehungsberechtigter, vermieter, vermieterin, mieter, mieterin, antragsteller
        Person: antragstellerin, versicherter, versicherte, versicherungsnehmer, versicherungsnehmerin, bewerber, bewerberin, inhaber, inhaberin, empfänger, empfängerin, absender
        Person: halter, halterin, fahrer, fahrerin, zeuge, zeugin, kläger, klägerin, beklagter, beklagte, betreuer, hausarzt, arzt, ärztin, behandelnder arzt, name des kindes, zu händen
        Person: nom de l assuré, assuré, assurée, locataire, propriétaire, demandeur, demanderesse, défendeur, médecin, médecin traitant, destinataire, expéditeur, patiente, salarié
        Person: salariée, stagiaire, candidat, candidate, client, cliente, conducteur, responsable, gestionnaire, conjoint, tuteur, souscripteur, nom du patient, nom du client
        Person: solicitante, médico, trabajador, trabajadora, empleado, empleada, asegurado, asegurada, tomador, inquilino, arrendatario, arrendador, propietario, destinatario, remitente
        Person: alumno, alumna, conductor, demandado, denunciante, testigo, médico responsable, nombre del paciente, nombre del titular, interesado, interesada, apoderado, cónyuge
        Person: richiedente, dipendente, medico, assistito, assistita, inquilino, locatore, conduttore, proprietario, destinatario, mittente, contraente, assicurato, alunno, referente
        Person: requerente, médico assistente, funcionário, inquilino, senhorio, proprietário, destinatário, remetente, segurado, aluno, condutor, utente, responsável, nome do paciente
        Person: huurder, huurster, verhuurder, aanvrager, aanvraagster, verzekerde, werknemer, medewerker, ontvanger, afzender, behandelaar, huisarts, contactpersoon, leerling, bestuurder
        Person: wnioskodawca, pracownik, pacjentka, klientka, klient, najemca, wynajmujący, odbiorca, nadawca, lekarz, ubezpieczony, kierowca, opiekun, uczeń, właściciel, świadek
        Person: sökande, hyresgäst, hyresvärd, anställd, mottagare, avsändare, läkare, kund, elev, ansøger, lejer, udlejer, modtager, afsender, læge, ansat, elev navn, søker, leietaker
        Person: hakija, vuokralainen, vuokranantaja, työntekijä, vastaanottaja, lääkäri, asiakas, potilas, žadatel, nájemce, pronajímatel, zaměstnanec, příjemce, odesílatel, lékař, zákazník
        Person: žiadateľ, nájomca, zamestnanec, lekár, başvuran, kiracı, çalışan, hasta adı, alıcı, gönderen, müşteri, doktor, kérelmező, bérlő, munkavállaló, címzett, orvos, ügyfél, beteg
        Person: solicitant, chiriaș, angajat, destinatar, expeditor, medic, pacient, podnositelj, najmoprimac, zaposlenik, liječnik, primatelj, zahtevalac, заявитель, пациент, сотрудник
        Person: клиент, получатель, отправитель, врач, арендатор, заявник, пацієнт, отримувач, лікар, αιτών, ασθενής, πελάτης, ιατρός, 担当, 担当者, 患者, 患者名, お名前, 联系人, 客户, 收件人, 담당자, 환자, 고객명, 수취인
        Person: שם, שם מלא, שם הלקוח, שם המטופל, الاسم, الاسم الكامل, اسم المريض, اسم العميل, नाम, पूरा नाम, ชื่อ, họ tên, họ và tên, nama, nama lengkap, ονοματεπώνυμο, піб, прізвище ім я
        People: attendees, participants, members, team members, patients, employees, customers, guests, passengers, students, reviewers, approvers, assignees, maintainers, owners, code owners
        People: owner, author, maintainer, creator, reviewer, approver, contributor, poc, point of contact, repo owner, file owner, service owner, table owner, release manager, last editor
        People: users, usernames, user list, logins, speakers, witnesses, contacts, invitees, watchers, followers, collaborators, contributors, authors, oncall, on call, names, people, admins
        People: moderators, subscribers, players, children, siblings, dependents, applicants, candidates, tenants, signatories, beneficiaries, teilnehmer, mitglieder, participantes, invitados
        People: partecipanti, deelnemers, uczestnicy, deltagare, deltagere, participants présents, mitarbeiterliste, empleados, clientes, kunden
        PartOfName: given, family, שם פרטי, שם משפחה, الاسم الأول, اسم العائلة, 名, 姓, 氏, ім я, прізвище, όνομα, επώνυμο, tên, họ
        Age: גיל, العمر, السن, उम्र, आयु, 年龄, 年齢, 나이, ηλικία, вік, tuổi, umur, usia, životnost věk
        Location: עיר, المدينة, الدولة, शहर, 城市, 都市, 도시, πόλη, город, місто, thành phố, kota
        NationalId: תעודת זהות, ת ז, رقم الهوية, الرقم الوطني, الرقم القومي, आधार, आधार संख्या, 身分證字號, 個人番号, αδτ, αφμ, αμκα, cccd, sv nummer, svnummer, sv nr, osnr
        Medical: plano saude, plano de saúde, cod asigurat, cid, nda, ipp, subject id, health card no, health card number, healthcardno, nhi, nhi number, insurance card no, ins no, ins id, health ins id, medicare no, מספר חבר, קופת חולים, رقم التأمين, رقم الملف الطبي, 医保号, 保険証番号, 被保険者番号, 건강보험번호, bhyt, cartão sus, ehic, egk nummer
        Licence: dl, dl nr, רישיון נהיגה, رخصة القيادة, رقم الرخصة, ड्राइविंग लाइसेंस, 免許証, 免許番号, 驾照, 驾照号, 면허번호, δίπλωμα οδήγησης, gplx, bằng lái xe
        Bank: חשבון בנק, מספר חשבון, رقم الحساب, खाता, 账户号, 口座, λογαριασμός, số tài khoản, stk
        Passport: דרכון, מספר דרכון, رقم الجواز, جواز السفر, पासपोर्ट, số hộ chiếu, hộ chiếu
        Person: customer, 姓名, 氏名, 이름, 성명, 名前, фио
        PartOfName: first name, firstname, fname, given name, givenname, forename, middle name, last name, lastname, lname, surname, family name, familyname
        PartOfName: maiden name, mother maiden name, nick name, vorname, nachname, familienname, geburtsname, prénom, prenom, nom de famille, nombre, nombres
        PartOfName: apellido, apellidos, primer apellido, segundo apellido, cognome, sobrenome, apelido, voornaam, achternaam, imię, imie, nazwisko, jméno
        PartOfName: jmeno, příjmení, prijmeni, förnamn, efternamn, fornavn, etternavn, efternavn, etunimi, sukunimi, ad, soyad, soyadı, prenume, keresztnév
        PartOfName: vezetéknév, vardas, pavardė, eesnimi, perekonnanimi, ime, priimek, prezime, имя, фамилия
        Address: domiciliu, osoite, доставка, адреса, адресу, адрес доставки, alamat, current address, previous address, διεύθυνση, lakcím, cím, ご住所, dirección de envío
        Address: adresse de livraison, lieferadresse, rechnungsadresse, adres dostawy, bezorgadres, leveransadress, leveringsadresse, indirizzo di spedizione, địa chỉ, पता
        Address: endereço de entrega, lakóhely, elvytė, العنوان, כתובת, resident at, residential address, permanent address, service address, site address, workplace address
        Address: address, addr, street address, street, streetaddress, address line, address1, address2, addressline1, addressline2, line1, line2
        Address: address line 1, address line 2, home address, mailing address, billing address, shipping address, postal address, delivery address, residence
        Address: проживаю, проживает, проживающий, зарегистрирован, зарегистрирована, адрес проживания, прописка, место жительства
        Address: domicile, street1, street2, strasse, straße, anschrift, adresse, wohnadresse, hausnummer, house number, rue, domicilio, dirección, direccion
        Address: calle, indirizzo, via, residenza, endereço, endereco, morada, logradouro, adres, straat, ulica, adres zamieszkania, adresa, bydliště
        Address: gatuadress, adress, osoite, katuosoite, adresi, адрес, 地址, 住所, 주소, home, apartment, apt
        Postcode: zip, zipcode, zip code, postcode, postal code, postalcode, plz, postleitzahl, code postal, cp, código postal, codigo postal, cap, cep
        Postcode: kod pocztowy, psč, postnummer, posta kodu
        Location: city, town, country, state, province, region, county, locality, place of birth, birthplace, birth place, ort, stadt, wohnort, land
        Location: geburtsort, ville, pays, lieu de naissance, ciudad, localidad, provincia, país, lugar de nacimiento, città, comune, luogo di nascita, cidade
        Location: município, woonplaats, plaats, geboorteplaats, miasto, miejscowość, město, stad, kaupunki, şehir, il, ilçe, localitate, oraș
        Organization: company, company name, employer, organization, organisation, org name, organization name, business name, institution, hospital, school
        Organization: workplace, place of work, employer name, previous employer, former employer, current employer, school name, university name, account name org, clinic, facility
        Organization: practice, insurance company, insurance provider, insurer name, health plan name, carrier, merchant, merchant name, vendor, client company, organisation name, org
        Organization: agency, law firm, landlord company, firmenname, versicherung, versicherer, krankenkasse, schule, klinik, krankenhaus, bank, bankname, kreditinstitut, auftraggeber
        Organization: lieferant, einrichtung, behörde, nom de l entreprise, raison sociale, établissement, assureur, banque, école, hôpital, caisse, fournisseur, razón social, empleador
        Organization: banco, aseguradora, colegio, escuela, clínica, proveedor, ragione sociale, società, ditta, banca, scuola, ospedale, fornitore, razão social, entidade, entidade patronal
        Organization: hospital de origem, escola, fornecedor, werkgever naam, bedrijfsnaam, organisatie, verzekeraar, ziekenhuis, leverancier, nazwa firmy, bank nazwa, szkoła, szpital, ubezpieczyciel
        Organization: firmanavn, arbejdsgiver, arbeidsgiver, virksomhed, skole, sykehus, företagsnamn, skola, sjukhus, työnantaja, yritys, koulu, sairaala, zaměstnavatel, firma název, škola
        Organization: nemocnice, pojišťovna, zamestnávateľ, munkáltató, cég, cégnév, iskola, kórház, angajator, firmă, companie, școală, spital, banca emitentă, işveren, okul, hastane, kurum
        Organization: работодатель, организация, компания, банк, роботодавець, організація, εργοδότης, εταιρεία, 会社名, 会社, 勤務先, 公司, 单位, 工作单位, 회사, 회사명, 소속
        Organization: university, firma, unternehmen, arbeitgeber, société, entreprise, employeur, empresa, azienda, datore di lavoro, bedrijf, werkgever
        Organization: pracodawca, företag, arbetsgivare, şirket, bank name, insurer, hospital name, vendor name, supplier
        Birth: fecha nac, f nac, fec nac, fnac, nac, dt nasc, data nasc, nasc, gebdat, geb datum, bday, birth day, dateofbirth, tanggal lahir, tgl lahir, ngày sinh, data ur
        Birth: дата рождения, дата народження, ημερομηνία γέννησης, ημ γέννησης, जन्म तिथि, تاريخ الميلاد, datum rođenja, születési idő, gimimo data, birthdt, d o b
        Birth: dob, date of birth, dateofbirth, birth date, birthdate, birthday, born, born on, geburtsdatum, geburtstag, geboren, geb, date de naissance
        Birth: naissance, né le, née le, fecha de nacimiento, fecha nacimiento, nacimiento, data di nascita, nascita, data de nascimento, nascimento
        Birth: geboortedatum, geboren op, data urodzenia, datum narození, födelsedatum, fødselsdato, syntymäaika, doğum tarihi, data nașterii, dato nacimiento
        Birth: 生年月日, 出生日期, 생년월일
        Date: date, created at, updated at, timestamp, expires, expiry, expiration date, hire date, start date, end date, hired, admitted, discharged, datum
        Date: fecha, data
        Age: age, patient age, alter, âge, edad, età, idade, leeftijd, wiek, věk, ålder, alder, ikä, yaş, vârsta
        Nrp: nationality, citizenship, religion, ethnicity, race, political affiliation, nationalität, staatsangehörigkeit, nationalité, nacionalidad
        Nrp: nat, religious preference, religious pref, religious affiliation, religious belief, political affiliation, union membership, party affiliation, vera, konfese, tauta, rasa
        Nrp: faith, denomination, ethnic group, ethnic origin, nationality at birth, party, political party, konfession, religionszugehörigkeit, religionsgemeinschaft, glaube
        Nrp: ethnie, confession, appartenance religieuse, religión, etnia, ciudadanía, religione, religião, raça, geloof, godsdienst, etniciteit, staatsburgerschap, wyznanie, národnost
        Nrp: státní občanství, občanství, náboženství, štátne občianstvo, medborgarskap, medborgerskab, statsborgerskap, statsborgerskab, trossamfund, kansalaisuus, uskonto, cetățenie
        Nrp: naționalitate, religie, etnie, állampolgárság, nemzetiség, vallás, uyruğu, din, dini, mezhep, milliyet, državljanstvo, nacionalnost, vjera, гражданство, национальность
        Nrp: вероисповедание, громадянство, національність, υπηκοότητα, ιθαγένεια, θρήσκευμα, 国籍, 宗教, 民族, 국적, 종교, الجنسية, الديانة, राष्ट्रीयता, धर्म
        Nrp: nazionalità, cittadinanza, nacionalidade, nationaliteit, narodowość, obywatelstwo, nationalitet, uyruk
        Email: email, e mail, mail, email address, emailaddress, mail address, correo, correo electrónico, courriel, e mail adresse, posta elettronica, eposta
        Email: e post, epost, sähköposti
        Phone: phone, phone number, phonenumber, phone no, telephone, telephone number, tel, mobile, mobile number, mobile phone, cell, cell phone, cellphone
        Phone: fax, fax number, whatsapp, work phone, home phone, contact number, msisdn, telefon, telefonnummer, handy, handynummer, mobil, mobilnummer
        Phone: rufnummer, téléphone, portable, teléfono, telefono, móvil, celular, cellulare, telefone, telemóvel, telefoon, telefoonnummer, mobiel
        Phone: numer telefonu, komórka, puhelin, puhelinnumero, matkapuhelin, telefon numarası, gsm, telefonas, 电话, 手机, 電話番号, 전화번호, телефон
        Url: website, web site, blog, personal site, personal page, github url, cv url, resume url, avatar url, home page, site web, página web, sitio web, webseite, linkedin, linkedin url, profile url, facebook, twitter url, homepage, personal website, portfolio
        Ip: ip, ip address, ipaddress, client ip, remote ip, remote addr, source ip, src ip, dst ip, x forwarded for, forwarded for, ip addr, ipv4, ipv6
        Ip: peer ip, host ip, last login ip, mac, mac address
        Card: karte, card, tarjeta, carte, carta, cartão, kaart, kort, karta, kortti, kart, カード番号, 卡号, 카드번호
        Card: pan, card number, cardnumber, credit card, creditcard, credit card number, card no, ccnum, cc number, cc, pan number, debit card, kreditkarte
        Card: kreditkartennummer, kartennummer, carte bancaire, numéro de carte, tarjeta, número de tarjeta, carta di credito, número do cartão
        Card: creditcardnummer, numer karty, kortnummer
        Iban: iban, iban number
        Bank: cta corriente, cta, cta cte, cuenta bancaria no, nr konta, nr rachunku, numer rachunku, numer konta bankowego, kontonummeret, 银行卡号, 銀行口座, 계좌, खाता संख्या
        Bank: accounts, bank accounts, acct nr, acctno, acct num, acctnum, account num, accountno, accountnum, account nr, bank acct, bank acct no, bank acc, bankaccount, bank account no, deposit account, direct deposit account, dd account, dd acct, checking, checking account, savings account, payee acct, payee account, beneficiary acct, beneficiary account, credit account, debit account, payout account, salary account, settlement account, from account, to account, source account, destination account, acct number, swiftcode, bic code
        Bank: account, account number, accountnumber, account no, acct no, acct, bank account, bank account number, a c, c c, acc no, acc, kto, kto nr, clabe interbancaria
        Bank: swift, bic, swift code, swift bic, bic swift, clabe, cbu, kontonummer, konto, kto nr, bankgiro, plusgiro, girokonto, numéro de compte, rib, número de cuenta, numero de cuenta, cuenta
        Bank: cuenta bancaria, conto corrente, numero di conto, conta, conta bancária, rekeningnummer, numer konta, rachunek, kontonr, hesap no, conta corrente, cuenta corriente, nuban, 银行账号, 账号, 口座番号, 계좌번호, bank details
        Ssn: ssn, social security, social security number, socialsecuritynumber, ss number, us ssn, taxpayer ssn
        Passport: doc no, docno, travel document, travel doc, passport nr, 护照号, 护照号码, パスポート番号, 여권번호, pasaportes, διαβατήριο, паспорт, паспорта
        Passport: passport, passport number, passportnumber, passport no, passport id, reisepass, reisepassnummer, passnummer, passeport, numéro de passeport
        Passport: pasaporte, número de pasaporte, passaporto, numero passaporto, passaporte, paspoort, paspoortnummer, paszport, numer paszportu, pasaport
        Passport: пасспорт
        Licence: nr prawa jazdy, prawa jazdy, prawo jazdy nr, license, driving permit, drivinglicence, drivers licence, licencia conducir, numero licencia
        Licence: driverlicense, driver licence no, driving licence no, driving licence number, fs nr, führerscheinnr, rijbewijs nr, körkortsnummer, kørekort, førerkort, ajokortti
        Licence: licencia, permis de conducere, vezetői engedély, řidičský průkaz, vodičský preukaz, patente numero, numero patente, 驾驶证号, 운전면허, 免許証番号
        Licence: driver license, drivers license, driver licence, driving licence, driving license, license number, licence number, driver license number
        Licence: dl number, dln, licence no, führerschein, führerscheinnummer, permis de conduire, permis, carnet de conducir, licencia de conducir, patente
        Licence: patente di guida, rijbewijs, rijbewijsnummer, prawo jazdy, körkort, ehliyet, cnh, carta de condução
        NationalId: vat no, doc identidad, nro documento, num documento, nro, cni, carte d identité, titre de séjour, dowód osobisty, nr dowodu, seria i numer dowodu, id nr
        NationalId: numéro de sécu, sécu, nº seguridad social, seguridad social, num ss, občanský průkaz, číslo op, ktp, nik, 证件号, 证件号码, ταυτότητα, инн, снилс, рнокпп
        NationalId: national id, nationalid, national id number, identity number, id number, identity card, id card, citizen id, tax id, taxid, tin
        NationalId: taxpayer id, itin, nino, ni number, national insurance, national insurance number, sin, personal number, personal id, personnummer
        NationalId: personalausweis, ausweisnummer, steuer id, steuerid, steueridentifikationsnummer, sozialversicherungsnummer, svnr
        NationalId: numéro de sécurité sociale, nir, dni, nie, nif, curp, rfc, cpf, rg, cedula, cédula, rut, cuil, codice fiscale, codicefiscale, cf
        NationalId: contribuinte, bsn, burgerservicenummer, rijksregisternummer, pesel, nip, rodné číslo, rodne cislo, cnp, egn, emso, oib, jmbg, fødselsnummer
        NationalId: fnr, cpr, cpr nummer, hetu, henkilötunnus, isikukood, asmens kodas, personas kods, tckn, tc kimlik no, kimlik no, aadhaar, aadhaar number
        NationalId: pan card, nric, hkid, mykad, my number, rrn, pps number, ppsn, documento, documento de identidad, numero documento, document number, 身份证号
        NationalId: 身份证, マイナンバー, 주민등록번호
        Medical: h clinica, hclinica, hc, num historia, historia, ipp, journalnr, journalnummer, hospital no, hospital number, utente, número de utente, sns, bpjs, case sheet
        Medical: health number, ohip, phn, 病历号, 診察券番号, 환자번호, 医保卡号, healthcare number, medical id, medical no, patient ref, chart no, chart number, fallnummer
        Medical: pat id, patid, pat no, patno, pt id, ptid, patient nr, patient code, mrn no, mrn number, mr no, mrno, uhid, hospital id, hosp no, encounter id, encounter no, encounter number, visit id, visit no, visit number, admission id, admission no, specimen id, accession no, accession number, prescription id, prescription no, prescription number, rx, rx no, rx number, insured id, insured no, insurance member id, plan member id, health plan id, subject no, subject number, study id, trial id, participant no, participant id, medical file, health id, dea no, npi no, provider id
        Medical: mrn, medical record, medical record number, medical record no, patient id, patientid, patient number, patient no, insurance number
        Medical: insurance no, insurance id, health insurance number, member id, memberid, subscriber id, policy number, medicare, medicare number, medicare id
        Medical: mbi, npi, npi number, nhs, nhs number, dea number, health card, hicn, beneficiary id, krankenversicherungsnummer, versichertennummer
        Medical: versichertennr, versicherungsnummer, kvnr, lanr, patientennummer, nhc, historia clínica, nass, número de afiliación, tarjeta sanitaria
        Medical: tessera sanitaria, numéro assuré, patiëntnummer, patientnummer, numer pacjenta, cns, numero de seguro
        User: online id, web login, portal login, anvendernavn, prihlasovacie meno, přihlašovací jméno, tên đăng nhập, nama pengguna, nume de utilizator, потребителско име, όνομα χρήστη, שם משתמש, id użytkownika
        User: admin, admin user, adminuser, root user, superuser, service account, technical user, логін, usr, usr nm, usrname, usrnm, uname, acct name, 微信号, 微信, 账户, 账号名, 登录名, 昵称, wechat, wechat id, line id, kakao, whatsapp name, snap, insta handle
        User: user, username, user name, userid, user id, uid, login, login name, loginname, logon, account name, screen name, handle, nickname, nick
        User: samaccountname, user login, smtp user, db user, dbuser, database user, ftp user, remote user, actor, created by, updated by, modified by
        User: suser, duser, ruser, logname, src user, dst user, source user, target user, account username, upn, user principal name, principal, preferred username, sub
        User: login id, loginid, user login name, ssh user, ansible user, ansible ssh user, smtp username, mail user, ftp username, sftp user, pg user, pguser, mysql user
        User: owner login, requested by, submitted by, changed by, deleted by, approved by user, assigned user, os user, run as, runas, impersonate, uploader, initiator
        User: remote user, ansible user, become user, sudo user, logname, requested user, effective user, auth user, bind user, mail login, deployer, sso id, network id, windows login, ad account, ldap user, account login, x forwarded user, forwarded user, remote login, vpn user, vpn login, run as user
        User: ig, psn, ign, gamer tag, epic id, riot id, apple id
        User: discord, insta, tiktok, reddit, steam, gamertag, mastodon, threads, snapchat, twitch, xing, tg, логин, пользователь, 用户名, ユーザー名, ユーザ名, 아이디, 사용자
        User: اسم المستخدم, kontoname, nutzername, nutzer, kennung, benutzerkennung, pseudo, felhasználónév, jméno uživatele, uživatelské jméno, korisničko ime
        User: committer, benutzer, benutzername, anmeldename, nom d'utilisateur, identifiant, utilisateur, usuario, nombre de usuario, utente, nome utente
        User: usuário, utilizador, gebruikersnaam, gebruiker, nazwa użytkownika, użytkownik, login użytkownika, användarnamn, användare, brukernavn, brugernavn
        User: käyttäjätunnus, kullanıcı adı, uživatel, telegram, twitter, instagram, github, skype, slack handle
        Password: password, passwd, pwd, pw, pass, passphrase, pass phrase, passcode, pin, pin code, door code, secret answer, security answer, user password
        Password: memorable word, security word, kundenkennwort, codewort, heslo do, hasło abonenta, parole, parola segreta
        Password: bindpw, bind pw, rootpw, root pw, auth pass, admin pw, db pw, user pw, mysql pwd, redis auth, ldap bind pw, dbpass, keystorepass, key store password, key password, proxy pass, snmp community, community string, kerberos password, console password, ipmi password, bmc password, bios password, vnc password, rdp password, wlan password, hotspot password, recovery code, puk, wifi psk
        Password: db password, dbpassword, db pass, smtp pass, smtp password, root password, admin password, new password, old password, temp password
        Password: temporary password, initial password, wifi password, wlan, wifi key, passwort, kennwort, passwort neu, mot de passe, mdp, contraseña
        Password: contrasena, clave, clave de acceso, parola, parola d'ordine, senha, palavra passe, wachtwoord, hasło, haslo, heslo, lösenord, losenord
        Password: psk, wpa psk, wpa passphrase, preshared key, pre shared key, network key, wlan schlüssel, netzwerkschlüssel, wifi pass, sudo password, become password
        Password: become pass, ssh pass, ssh password, ftp pass, ftp password, mail password, email password, ldap password, bind password, keystore password, storepass
        Password: keypass, key password, store password, trust store password, admin pass, root pass, user pass, login password, proxy password, smtp passwd, redis password
        Password: mysql password, postgres password, pg password, mongo password, db passwd, pin nummer, geheimzahl, mfa code, otp, unlock code, security code, cvv, cvc
        Password: κωδικός, kodeord, lozinka, geslo, slaptažodis, parool, mật khẩu, kata sandi, passwörter, zugangspasswort, startpasswort, lösen, kodord, kod pin, pinkod
        Password: alarm code, gate code, entry code, access pin, requirepass, masterauth, 口令, 暗証番号, 비번, كلمة المرور, كلمة السر, סיסמה, पासवर्ड
        Password: adgangskode, passord, salasana, şifre, sifre, parolă, jelszó, пароль, 密码, パスワード, 비밀번호, pgpassword, mysql pwd, sshpass
        Secret: chave api, clé api, cle api, llave api, clave api, chiave api, klucz api, api schlüssel, api nyckel, apikulcs, api anahtarı, 密钥, 访问令牌, トークン, 토큰, jeton
        Secret: token api, token acceso, token de acceso, token d accès, zugriffstoken, secreto, segredo, segreto, geheimnis, hemlighet, api pass, meteo token, bot token
        Secret: secret, api key, apikey, apitoken, api token, api secret, access token, accesstoken, access key, accesskey, secret key, secretkey
        Secret: secret access key, auth token, authtoken, refresh token, bearer token, bearer, id token, session token, client secret, clientsecret
        Secret: private key, privatekey, signing key, signing secret, encryption key, encryptionkey, master key, account key, accountkey, shared key
        Secret: shared access key, shared access signature, webhook secret, app secret, consumer secret, consumer key, deploy token, deploy key
        Secret: personal access token, pat, authorization, x api key, credential, credentials, license key, hmac, hmac key, jwt secret, jwt
        Secret: service account key, storage key, connection key, webhook url, webhook, token, sas token, ssh key, secret token, access key id, accesskeyid
        Secret: client key, app key, application key, api password
        MaybeSecret: key, auth
        Crypto: wallet, wallet address, btc address, bitcoin address, eth address, crypto address, bitcoin, btc, eth, xmr
        Vehicle: vehicle, car license, carlicense, car licence, number plate no, 车牌, 車牌, ナンバープレート, מספר רכב, رقم اللوحة, वाहन नंबर, ทะเบียนรถ, biển số xe
        Vehicle: nr rej, nrrej, rejestracja, rej, vehicle reg, car reg, reg plate, tag no, targa auto, immat, 车牌号, 차량번호, ナンバー, plate no, registration
        Vehicle: vin, vehicle vin, license plate, licence plate, plate, plate number, number plate, registration plate, vehicle registration, reg no
        Vehicle: kennzeichen, kfz kennzeichen, fahrgestellnummer, fin, immatriculation, plaque, matrícula, placa, targa, kenteken, numer rejestracyjny
        Vehicle: registreringsnummer, plaka
        Code: routing number, routing no, routing, aba, aba number, sort code, sortcode, bsb, blz, bankleitzahl, ifsc, ifsc code, transit number, branch code, clearingnummer
        Code: s c, sc, group id, grp, supplier id, vendor id, hr ref, hr file, hr case, emp code, empid, emp nr, employee code, employeeno, staffid, personnel id, personnel nr, worker no, payroll no, payroll number, badge nr, clock number, case nr, caseid, case file, case reference, matter no, matter id, matter number, claimid, claim nr, policy nr, contract nr, contractid, agreement no, agreement number, agreement id, lease no, lease id, loan no, loan id, loan number, mortgage no, mortgage ref
        Code: custno, cust no, cust id, customerid, customer nr, clientid no, client nr, member nr, membership nr, studentid, student nr, pupil id, pupil no, enrolment no, enrollment id, bookingid, booking id, booking nr, reservation id, reservation no, reservation code, pnr code, invoiceid, invoice nr, receipt no, receipt number, receipt id, quote no, ticketid, ticket nr, ticket no, request no, change no, reference no, reference code, reference id, applicant id, applicant no, candidate id, volunteer id, donor id, inmate id, inmate no, prisoner no, permit no, warrant no, vendor no, supplier no, supplier number, debtor no, subscription no, subscriber no, tenant no, tenancy ref
        Code: order ref, orderref, order reference, order number, confirmation, confirmation number, confirmation code, booking code, booking number, record locator, locator
        Code: kd nr, kdnr, kunden nr, kunde nr, numéro client, n client, codice cliente, código cliente, customer ref, client ref, client number, client no, account ref
        Code: our ref, your ref, ref, ref no, case ref, claim ref, policy ref, file no, file ref, docket no, court file, geschäftszeichen, az, unser zeichen, ihr zeichen, zeichen
        Code: invoice id, invoice, invoice ref, rechnung, rechnungsnr, facture, factura, fattura, faktura, transaction id, transaction ref, payment ref, tracking number, tracking no
        Code: loyalty number, loyalty card, frequent flyer, frequent flyer number, membership number, membership no, membership id, mitgliedsnummer, mitgliedsnr, member no
        Code: meter number, meter no, zählernummer, meter id, iccid, imsi, device serial, asset tag, badge no, staff no, staff, worker id, personnel no, employee ref, payroll id
        Code: matricola, numéro étudiant, anställningsnummer, medarbejdernummer, dossiernummer, zaaknummer, sagsnummer, diarienummer, sygnatura, policy no, policy id, claim
        Code: application number, application id, application no, permit number, work order, purchase order, po number, vertragsnr, contract id, contract ref, contract, case
        Code: 订单号, 客户编号, 工号, 学号, 社員番号, 顧客番号, 사번, 고객번호, 予約番号, 注文番号, 주문번호
        Code: employee id, employeeid, employee number, employee no, emp id, emp no, empno, emp, staff id, staff number, badge, badge number, badge id
        Code: personnel number, personalnummer, mitarbeiternummer, matricule, case number, case no, case id, docket, docket number, contract number
        Code: contract no, vertragsnummer, claim number, claim no, claim id, customer id, customer number, customer no, kundennummer, client id number
        Code: student id, student number, matrikelnummer, booking reference, booking ref, pnr, reservation number, invoice number, invoice no, rechnungsnummer
        Code: ticket, ticket number, ticket id, incident number, incident, reference number, file number, aktenzeichen, vat number, vat id, vat, company number
        Code: registration number, ein, abn, siren, siret, kvk, order number, order no, order id, orderid, numéro de client, número de cliente
        Code: nº de expediente, numero cliente, klantnummer, sort, num empleado
        Harmless: file name, filename, host name, hostname, server name, domain name, product name, product, item name, class name, method name, function name
        Harmless: table name, column name, field name, key name, variable name, tag name, branch name, repo name, project name, app name, application name
        Harmless: service name, event name, task name, job name, display name key, bucket name, image name, container name, node name, cluster name, queue name
        Harmless: topic name, index name, database name, db name, schema name, font family, mime type, user agent, primary key, foreign key, sort key
        Harmless: cache key, partition key, public key, object key, idempotency key, row key, key id, token count, tokens, max tokens, total tokens
        Harmless: prompt tokens, completion tokens, token type, token usage, key down, keyword, access level, user count, user type, user role, email count
        Harmless: email template, phone type, address type, card type, account type, ip version, secret name, secret length, key length, key size
        Harmless: password hash algorithm, password policy, password length, min password length, password reset, password changed, token url, token endpoint
        Harmless: auth url, auth type, auth method, auth mode, auth source, user email verified, birth rate, age group, age range, pagination token
        Harmless: next page token, page token, next token, continuation token, csrf token, authenticity token, state machine, state code, pin number count
        Harmless: type user, interface user, class user, user interface, type customer, type person, type patient, struct user, type account
        Harmless: order by, order status
        """;
}
