from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0003_shared_spaces'),
    ]

    operations = [
        migrations.AddField(
            model_name='place',
            name='custody',
            field=models.CharField(blank=True, choices=[('municipal', '市政'), ('developer', '开发商，还没移交'), ('owners', '业主共有'), ('unclear', '说不清')], max_length=12),
        ),
        migrations.AlterField(
            model_name='place',
            name='kind',
            field=models.CharField(choices=[('stairwell', '楼道'), ('bike_shed', '车库'), ('activity_room', '活动室'), ('gatehouse', '门房间'), ('garden', '花园'), ('pavilion', '凉亭'), ('courtyard', '院子'), ('sports_court', '球场'), ('pocket_park', '口袋公园'), ('wall', '墙面'), ('service_hall', '服务大厅'), ('neighbourhood_centre', '睦邻中心'), ('service_station', '服务站'), ('party_station', '党群服务站'), ('road', '道路'), ('other', '别的地方')], max_length=20),
        ),
    ]
